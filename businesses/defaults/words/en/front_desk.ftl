# Talking, answers from the rules, and waiting for people.

greeting-hello = Hello!
small-talk = It's nice talking to you. Let's pick up where we left off.
thanks-reply = You're welcome. If you need anything else, just write.
acknowledged = All right. If you need anything, just write.
not-understood-short = Sorry, I did not quite get that; please put it another way.
choice-gone = Please choose how I can help: the earlier question is closed by now. What do you need?
out-of-scope-short = I am sorry, I cannot help with that.
unsupported-content = Please type it in words: I cannot open voice messages or pictures yet.
opted-out = All right, we will not write to you again, and there will be no reminders. If you have a visit booked, it stays booked. Whenever you need us, just write.
ask-question = Go ahead: type your question in your own words.
ask-field = { $question }
policy-unsure = Choose a topic and I will answer. Which one is closest to your question?
escalated-waiting = A colleague already has your question and will answer here by { $by }.
decision-rejected = I am sorry, we are not able to agree to this request. I can still find you a time or answer another question.
promise-late = A colleague will answer you here by { $by }. I am sorry you have to wait longer than promised.
flow-resumed = Now, back to where we left off.
