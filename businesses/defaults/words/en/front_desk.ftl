# How the assistant introduces itself where business.yaml has no `assistant`: software, and it says so.

assistant = the automated assistant of { $business } (software, not a person)

# $does is what the business can do here: booking, goods or questions.

greeting = Hello! { $does ->
        [booking] I can book you in or answer a question.
        [goods] I can help you choose or check on an order.
       *[questions] I can answer a question or pass it on to a colleague.
    } You are talking to { $assistant }. How can I help?
not-understood = Sorry, I did not quite get that. Shall I { $does ->
        [booking] book you in
        [goods] help you choose something
       *[questions] take your request
    }, answer a question or call a person?
out-of-scope = I cannot help with that, but I can { $does ->
        [booking] book you in
        [goods] help you choose or check on an order
       *[questions] take your request
    } or answer a question about us. What do you need?

# Talking, and answers from the rules.

greeting-hello = Hello!
small-talk = Nice chatting with you! Back to your question.
thanks-short = You're welcome!
bye-short = Goodbye! If you want to go on, just write here.
bye-reply = Goodbye! If you need us, just write.
who-answers = You are talking to { $assistant }. If you would rather have a person, write “person” and I will call a colleague.
thanks-reply = You're welcome. If you need anything else, just write.
acknowledged = All right. If you need anything, just write.
not-understood-short = Sorry, I did not quite get that; please put it another way.
choice-gone = Please choose how I can help: the earlier question is closed by now. What do you need?
out-of-scope-short = I am sorry, I cannot help with that.
unsupported-content = Please type it in words: I cannot open voice messages or pictures yet.
opted-out = All right, we will not write to you again, and there will be no reminders. If you have a visit booked, it stays booked. Whenever you need us, just write.
ask-question = Go ahead: type your question in your own words.
ask-field = { $question }
policy-unknown = A colleague can answer this better: our rules do not cover it. Shall I call a person?
policy-unknown-short = Our rules do not cover this; if you need a sure answer, write “person” and I will call one.
policy-unsure = Choose a topic and I will answer. Which one is closest to your question?
question-added = I will pass this on, too: the answer comes here by { $by }.
late-noted = Thank you for telling us: I am letting my colleagues know that you will be late.
draft-late = All right, we are expecting you.
escalated-waiting = A colleague already has your question and will answer here by { $by }.
decision-rejected = I am sorry, we are not able to agree to this request. I can still find you a time or answer another question.
promise-late = A colleague will answer you here by { $by }. I am sorry you have to wait longer than promised.
flow-resumed = Now, back to where we left off.
turn-failed = I am passing your message to a colleague: I cannot answer it myself right now. They will write to you here by { $by }.
looking-around = Of course, take your time. If you have a question about prices, dates or anything else, just write here.
own-visits =
    You are booked:
    { $lines }

    You can move or cancel it right here.
no-appointments-ask = I see no upcoming visit in this chat; it may be under another number. Shall I book one, or call a colleague to look?
photo-welcome = Yes, send it right here, it helps.
photo-welcome-tell = Yes, send it right here. What has happened, in a few words?
still-on = Yes, let's go on.

# Who works here and when. $last is `yes` where nothing else is asked after it.

person-works = { $last ->
    [yes] Tell me which day suits you and I will find a time. When { $practitioner } works:
   *[no] Here is when { $practitioner } works:
    }
    { $lines }
person-works-on =
    Yes, { $practitioner } works on that day, { $day }:
    { $lines }
person-not-on =
    No, not on that day: { $day }. Here is when { $practitioner } works:
    { $lines }
person-not-there =
    Not at that branch: { $branch }. Here is when { $practitioner } works:
    { $lines }
person-hours = • { $branch } — { $days } { $opens }–{ $closes }
day-hours = • { $branch } — { $opens }–{ $closes }
day-closed = • { $branch } — closed
person-line = • { $practitioner }
people =
    You can book with any of us:
    { $lines }
people-for =
    { $service } — you can book with:
    { $lines }
open-on =
    Yes, we are open: { $day }.
    { $lines }
closed-on = Please choose another day: we are closed on { $day }.

# What there is, asked of nothing in particular.

offer-list =
    Here is what we have, with prices:
    { $lines }

    Which of these are you interested in?
offer-line = • { $name }: from { $price }
offer-line-one = • { $name }: { $price }
offer-line-more = • and also { $names }
offer-line-unpriced = • { $name }
