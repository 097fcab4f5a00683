# Leads: goals, prices, the call, the agreed touch, the brief. Neutral: a business says it its own way in its file.

sales-opening = Pick what is closest to your task and I will point you the right way. Where shall we start?
sales-goal = Which of these do you need?
sales-night = I am here now too, though our working day is over.
sales-ask = { $question }
sales-bundle =
    Please send me in one message:
    { $lines }
sales-bundle-line = • { $field }
sales-price-from = { $goal }: from { $price }.
sales-price-range = { $goal }: { $price }.
sales-price-from-factor = { $goal }: from { $price }; the exact sum depends on { $factor }.
sales-price-range-factor = { $goal }: { $price }; the exact sum depends on { $factor }.
sales-price-from-line = • { $goal }: from { $price }
sales-price-range-line = • { $goal }: { $price }
sales-price-from-together = • Together: from { $price }
sales-price-range-together = • Together: { $price }
sales-prices =
    Our prices in short:
    { $lines }
sales-close = I suggest the next step: { $service }, { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: the nearest time is { $when }. Shall I book it, or would you rather have a ballpark price right here?
sales-close-call = We can be more exact when we meet: { $service }, { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: the nearest time is { $when }. Shall I book it?
sales-case = { $case }
sales-touch = I can write to you with an idea for your task on another day: { $day }. May I?
sales-touch-only = I can come back to you with an idea later: { $day }. May I write to you then?
sales-noted = Thank you, I have noted that.
sales-yes = Yes, we do.
sales-which-is-better = We will tell you for free which one pays off for you.
sales-close-again = Shall I book the call for { $when }?
sales-includes = The price includes { $includes }.
sales-on-the-call = The manager will answer that exactly on the call.
sales-heard = Got it, noted.
sales-dropped = All right, I will leave it there. If you come back to the idea, just write here.
sales-touch-agreed = Agreed, I will be in touch: { $day }. If you change your mind, just write “stop”.
sales-touch-refused = All right, we will not write first. Whenever you need us, just write here.
sales-touch-idea =
    As agreed, here is an idea: { $idea }

    Shall we discuss it on a short call?
sales-touch-plain = As agreed, I am coming back to your task. Shall we discuss it on a short call?
sales-not-fit = { $alternative }
option-ballpark = Price here
option-write-me = Better in writing
option-touch-yes = Yes, do write
option-touch-no = No, thank you
option-touch-talk = Yes, let's talk
brief-line = • { $field }: { $value }
brief-read-back =
    Please check the brief:
    { $lines }

    Is everything right, shall I pass it on?
brief-change-what = Of course. What should I change?
brief-stored = We will send you the proposal here by { $by }. The manager has your brief, so there is nothing to repeat.
brief-dropped = All right, I am not sending the brief. Whenever you want to come back to it, just write.
option-brief-yes = Yes, all right
draft-brief = Hello! Thank you for the detailed brief, the task is clear. We are preparing a proposal with stages and dates. When is a good time to go through it?
draft-brief-price = Hello! Thank you for the brief. A guide price for your task, { $goal }: { $price }; stages and the exact sum will be in the proposal. When is a good time to go through it?
lead-stored = A colleague will contact you by { $by }. They already have everything you told me.
draft-lead = Hello! Thank you for contacting us; I have your wishes in front of me. When is a good time to talk?
proposal-follow-1 = Our proposal is with you. If it suits you, confirm it and we will agree on the start date. Shall we begin, or should something be changed?
proposal-follow-2 = The next steps are simple: you confirm, a colleague settles the details with you, and we begin. Shall we go ahead, or would a call be better?
proposal-follow-3 = I do not want to bother you, so this is my last question: shall we go through the proposal on a short call, change it, or close it for now?
proposal-approved = Great, I am passing on your yes. A colleague will write about the next step by { $by }.
proposal-change-what = Of course. What should we change in the proposal?
proposal-changes = I am passing on what to change. A new version or a question about it will come here by { $by }.
proposal-thinking = All right, take your time. If you have questions, just write here.
proposal-why = I understand, we will not remind you again. Would you tell me what did not suit you?
proposal-closed = Thank you for being frank, it helps us. If your plans change, just write here.
option-proposal-yes = Go ahead
option-proposal-change = Change it
option-proposal-call = Have a call
option-proposal-no = Close it
option-change-scope = The scope
option-change-dates = The dates
option-change-budget = The budget
option-loss-price = Too expensive
option-loss-deadline = Wrong dates
option-loss-competitor = Chose others
option-loss-later = Not now
draft-proposal-yes = Hello! I am glad the proposal suits you. The next step is ours: I will send the documents and the plan. In whose name should they be?
draft-proposal-change = Hello! I can see what should change in the proposal and am preparing a new version. What matters most to you in it?
sales-by-writing = No calls, then: we will only write.
