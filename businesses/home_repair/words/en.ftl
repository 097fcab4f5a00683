# What this company says in words of its own; everything else is in defaults/words.

greeting = Hello! I am the automated dispatcher of Kargin Tun (software, not a person): I can price a job or send somebody. What happened?
not-understood = Sorry, I did not get that. How can I help: send somebody, answer a question, or call a person?
out-of-scope = I cannot help with that, but I can price a repair or send somebody. What do you need?
service-line = • { $service } — { $price }, includes { $includes }
slot-line = • { $when } — { $practitioner }
book-slots-price =
    I can send somebody: { $service } — { $price }, includes { $includes }.

    These times are free:
    { $lines }

    Which suits you?
option-estimate-book = Send somebody
option-cancel = Cancel the visit

# What the customer hears when a person decides. $by is the promised time, for example "17:30".

escalated-safety = If you smell gas, switch nothing on, leave the house and call 104. Sparks or fire: call 101. Flooding: shut the main valve. The dispatcher sees your message and answers here by { $by }.
escalated-discount = The manager decides about prices and has your request. The answer comes here by { $by }. You can book without waiting for it.
escalated-person = I am calling the dispatcher, who will answer in this chat by { $by }.
draft-safety = This is the dispatcher. If you smell gas or see sparks, leave the flat and call 104 or 101. Send your address and number, I am sending the technician on duty.
draft-discount = Prices are the same for everybody. Several jobs in one visit come out cheaper: write what else there is to do, and I will price it that way.

# Estimates that people make.

estimate-stored = The site manager will price this in person and write to you here by { $by }. You will not have to repeat anything.

# Visits at the customer's place.

move-read-back =
    Please check the change:
    { $service }, { $practitioner }
    Was: { $old }
    New: { $when }

    Shall I move it?
move-done =
    Done, the visit is moved:
    { $service } — { $when }
    { $practitioner }

    The old time is cancelled: { $old }.
appointment-line = • { $when } — { $service }, { $practitioner }
cancel-read-back-free =
    Please confirm the cancellation:
    { $service } — { $when }
    { $practitioner }

    It is free: the visit is at least { $hours } hours away. It can also be moved. Shall I cancel it?
cancel-read-back-late =
    Please confirm the cancellation:
    { $service } — { $when }
    { $practitioner }

    The visit is less than { $hours } hours away: if the technician has set out, you pay the travel. Cancel on these terms?
move-late = The visit is less than { $hours } hours away: if the technician has set out, you pay the travel.
cancel-kept =
    All right, the visit stays:
    { $service } — { $when }
visit-reminder =
    We are coming to you:
    { $service } — { $when }

    Will you be at home?
visit-reminder-brief =
    We are coming to you:
    { $service } — { $when }

    If plans change, write here.
visit-ask = Will you be at home?
option-will-come = Yes, I'll be in
visit-confirmed = Thank you, we are coming. If plans change, write here.
book-not-by = I will suggest somebody else: { $practitioner } does not do this work.

# Urgent work is arranged by phone; the times below it are at the usual price.
place-call-now = If it cannot wait, call right now: { $phone }. Urgent work costs 50% more. Or choose a time at the usual price.
