greeting-hello = Hello!

# What the customer hears when a person decides. $by is the promised time, for example "17:30".

escalated-safety = If a life is in danger, call 103 right now. The doctor on duty has your message and will answer here by { $by }.
escalated-medical = I am passing your question to the doctor on duty, who will answer here by { $by }. If there is heavy bleeding, trouble breathing or fast-growing swelling, call 103 right now.
escalated-legal = I am passing this to our manager, who will answer you personally by { $by }. If you have documents or photos, please send them here.
escalated-payment_dispute = Our accountant will check this payment and write to you here by { $by }. To find it faster, send the date and the amount; we do not need your card number.
escalated-refund = I am passing your refund request to accounting; their decision will reach you here by { $by }.
escalated-discount = I am passing your request to our manager, who decides on prices and will answer by { $by }. Meanwhile I can find you a time.
escalated-custom_terms = I am passing your request to our manager, who will suggest terms by { $by }.
escalated-vip = Your personal coordinator will write to you by { $by } to hear your wishes and find a time.
escalated-other_person = Our front desk will check your request and answer here by { $by }. We share a patient's details only with that patient, or with their consent.
escalated-person = I am calling a colleague from the front desk, who will answer in this chat by { $by }.
escalated-anger = I am passing everything to our manager, who will answer you personally by { $by }. I am sorry it went this way.
escalated-confusion = I am handing this chat to our front desk so that you need not repeat yourself; they will answer by { $by }. Sorry for not getting it the first time.

# What staff are offered to send. A person reads it first.

draft-safety = Please call 103 at once if you feel unwell. I am the doctor on duty: send me your number and I will call you.
draft-medical = I suggest seeing a doctor as soon as possible: we cannot judge this by chat or prescribe anything without an exam. If it gets worse, call the clinic or 103. Shall I find you the nearest time?
draft-legal = Your complaint is registered and our manager is looking into it. Please send us a description and any documents. You will have the manager's answer in writing.
draft-payment_dispute = We are checking this payment. If you were charged too much, we will return it the same way you paid. Could you tell us the date and the amount?
draft-refund = We have reviewed your request. Money for a service not provided goes back the same way you paid, within 5 working days.
draft-discount = Our prices are the same for everyone, so we cannot make a separate discount. The check-up and cleaning package does cost less than the two services apart. Shall I book it for you?
draft-custom_terms = Thank you for your interest. Please tell us how many people it is for and which services you need, and we will prepare an offer.
draft-vip = I am your coordinator. Please tell me which days suit you and what matters to you, and I will put together a one-day programme.
draft-other_person = We cannot share another patient's details. Please ask them to write or call us themselves.
draft-person = Hello, this is the front desk. I am reading your messages now. How can I help?
draft-anger = We are sorry for what happened and want to put it right: we can see you again at a time that suits you, or discuss another solution. Which would you prefer?
draft-confusion = Hello, this is the front desk; I have your messages in front of me. What matters most to you right now?

# Days and buttons. A button holds 20 characters.

day-today = today
day-tomorrow = tomorrow

option-yes = Yes
option-no = No
option-change = Change something
option-other-time = Another time
option-other-service = Another service
option-not-now = Not now
option-cancel = Cancel the visit
option-move = Move the visit
option-keep = Keep it as it is
option-book = Book a visit
option-question = Ask a question
option-person = Talk to a person
option-will-come = Yes, I'll be there
option-slot = { $when }
option-text = { $text }

# Talking. Moments ($when, $by, $day) start with a small letter: keep them inside a sentence.

greeting = Hello! I am the automated assistant of Ararat Smile (software, not a person): I can book a visit or answer a question. How can I help?
small-talk = It's nice talking to you. Let's pick up where we left off.
thanks-reply = You're welcome. If you need anything else, just write.
acknowledged = All right. If you need anything, just write.
not-understood = Sorry, I did not quite get that. Shall I book a visit, answer a question or call a person?
not-understood-short = Sorry, I did not quite get that; please put it another way.
out-of-scope = I cannot help with that, but I can book a visit or answer a question about the clinic. What do you need?
choice-gone = Please choose how I can help: the earlier question is closed by now. What do you need?
out-of-scope-short = I am sorry, I cannot help with that.
unsupported-content = Please type it in words: I cannot open voice messages or pictures yet.
opted-out = All right, we will not write to you again, and there will be no reminders. If you have a visit booked, it stays booked. Whenever you need us, just write.
ask-question = Go ahead: type your question in your own words.
ask-field = { $question }

# Answers from the rules of the clinic, and people who decide.

policy-unknown = Our front desk can answer this better: our rules do not cover it. Shall I call a person?
policy-unknown-short = Our rules do not cover this; if you need a sure answer, write “person” and I will call one.
policy-unsure = Choose a topic and I will answer. Which one is closest to your question?
escalated-waiting = A colleague already has your question and will answer here by { $by }.
decision-rejected = I am sorry, we are not able to agree to this request. I can still find you a time or answer another question.
promise-late = A colleague will answer you here by { $by }. I am sorry you have to wait longer than promised.

# When we write first.

follow-up-1 = Let's go on whenever it suits you: just answer the question above. If you have changed your mind, that is fine.
follow-up-2 = To go on, just answer the message above. If you no longer need it, there is no need to reply: we will not remind you again.
visit-reminder =
    We look forward to seeing you:
    { $service } — { $when }, { $branch } branch

    Will you be able to come?
visit-reminder-brief =
    We look forward to seeing you:
    { $service } — { $when }, { $branch } branch

    If your plans change, just write here.
visit-ask = Will you be able to come?
visit-confirmed = Thank you, see you then. If your plans change, just write here.

# Booking.

book-ask-service = Choose a service or name another, and I will find a time. What would you like to book?
service-line = • { $service } — { $price }, { $minutes } min: { $includes }
service-line-brief = • { $service } — { $price }, { $minutes } min
book-services =
    Choose a visit and I will find a time:
    { $lines }

    Which one do you need?
book-services-from =
    Choose a visit:
    { $lines }

    Next free time: { $when }. Which one suits you?
book-services-later =
    Choose a visit:
    { $lines }

    Nothing is free then; nearest: { $when }. Which one?
slot-line = • { $when } — { $practitioner }, { $branch }
book-slots =
    { $service } — these times are free:
    { $lines }

    Which one suits you?
book-slots-price =
    I can book this:
    { $service } — { $price }, { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, including { $includes }.

    Free times:
    { $lines }

    Which one suits you?
book-time-taken = Sorry, that time is not free: { $when }.
book-day-full = Nothing suitable is free that day: { $day }.
book-none-later = There is nothing free later that day.
book-none-earlier = There is nothing free earlier.
book-not-by = Here is another specialist: { $practitioner } does not do this.
book-not-at = Here is another branch: this one does not do it ({ $branch }).
book-nothing-fits = Nothing that fits your wish is free at the moment.
book-ask-day = Let's try another day: nothing that fits is free in the coming weeks. Which other day would suit you?
date-impossible = There is no such date: “{ $words }”.
book-ask-contact = Please send your name and phone number in one message. I am holding this time for you for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: { $when }.
book-ask-name = Please tell me whose name to book under. I am holding this time for you for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: { $when }.
book-ask-phone = Please send your phone number. I am holding this time for you for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: { $when }.
name-noted = Thank you, { $name }!
book-bad-phone = Please send your phone number once more: “{ $phone }” seems to have a typo, there is no such number. I am holding this time for you: { $when }.
book-bad-phone-no-name = Please send your name and phone number once more: “{ $phone }” seems to have a typo, there is no such number. I am holding this time for you: { $when }.
book-why-contact = Please send your name and phone: we need them only to tell you if the doctor's plans change. Or shall I call a person?
book-why-phone = Please send your number: we need it only to tell you if the doctor's plans change. Or shall I call a person?
book-read-back =
    Please check your booking:
    { $service } — { $when }
    { $practitioner }, { $branch } branch
    Price: { $price }{ $deposit ->
        [none] { "" }
       *[other] , deposit { $deposit }
    }
    Name: { $name }

    Cancelling is free up to { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } before the visit. Shall I book it?
book-done =
    You are booked:
    { $service } — { $when }
    { $practitioner }, { $branch } branch

    If you are late, tell us: we wait { $late ->
        [one] { $late } minute
       *[other] { $late } minutes
    }. You can move or cancel it right here.
book-prepare =
    Our address: { $address }. { $directions }

    { $preparation } The visit takes { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
book-prepare-bring =
    Our address: { $address }. { $directions }

    { $preparation } Please bring { $bring }. The visit takes { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
book-change-what = Of course. What shall I change?
book-abandoned = All right, I am not booking or changing anything for now. Write whenever it suits you and I will find a time.

# Moving and cancelling.

move-choose = Choose a new time and I will move your visit at once. It is now booked for { $when }.
move-late =
    Less than { $hours ->
        [one] { $hours } hour is
       *[other] { $hours } hours are
    } left before the visit: there is no fine for moving it, but a deposit, if you paid one, does not go over to the new date.
move-read-back =
    Please check the change:
    { $service }, { $practitioner }, { $branch } branch
    Old time: { $old }
    New time: { $when }

    Shall I move it?
move-done =
    Done, your visit is moved:
    { $service } — { $when }
    { $practitioner }, { $branch } branch

    The old time is cancelled: { $old }.
no-appointments = I see no upcoming visits for this chat, but I can book one for you.
which-appointment =
    Please choose the visit:
    { $lines }

    Which one do you mean?
appointment-line = • { $when } — { $service }, { $practitioner }, { $branch }
cancel-read-back-free =
    Please confirm that you want to cancel:
    { $service } — { $when }
    { $practitioner }, { $branch } branch

    It is free, as there { $hours ->
        [one] is at least { $hours } hour
       *[other] are at least { $hours } hours
    } left. I can also move it. Shall I cancel the visit?
cancel-read-back-late =
    Please confirm that you want to cancel:
    { $service } — { $when }
    { $practitioner }, { $branch } branch

    Less than { $hours ->
        [one] { $hours } hour is
       *[other] { $hours } hours are
    } left: there is no fine, but a deposit, if you paid one, is not returned. Shall I cancel on these terms?
cancel-done =
    Your visit is cancelled:
    { $service } — { $when }

    If you would like another day, write and I will find a time.
cancel-kept =
    All right, your visit stays, see you then:
    { $service } — { $when }, { $branch } branch

# Wishes, estimates and problems that people deal with.

support-sorry = I am sorry about this; let's sort it out.
lead-stored = Our front desk will contact you by { $by }. They already have everything you told me.
estimate-stored = Our treatment coordinator will prepare an estimate and write to you by { $by }. The doctor will confirm the exact price after an exam.
ticket-stored = Our team will look into it and answer you here by { $by }. You will not have to repeat anything.
draft-lead = Hello! Thank you for contacting us. I suggest starting with a consultation: the doctor will examine you and make a plan with prices. Which day suits you?
draft-estimate = Hello! We have looked at your request. The doctor can give the exact price at a consultation, after an exam and an X-ray. Shall I find you a time?
draft-ticket = Hello! We have your request and are working on it. As soon as we know more, we will write to you here.
