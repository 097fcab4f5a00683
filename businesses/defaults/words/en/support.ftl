# Problems: what helps at once, whose order it is, what is done, and people who solve the rest. Moments ($by, $expected,
# $delivered, $scanned, $until) start with a small letter: keep them inside a sentence.

support-sorry = I am sorry about this; let's sort it out.
support-regret = I am sorry it went this way.
support-steps = { $steps }
problem-ask = Please tell me what exactly happened: what can I help with?

# Whose order it is. Nothing here may tell whether there is such an order.

identity-ask-order = Please send your order number (it looks like { $example }) or the email the order was placed with.
identity-ask-any-order = Please send your order number or the email the order was placed with.
identity-ask-order-again = It works without the number, too: send the email the order was placed with. If you do not have it at hand, write “person” and I will call a colleague.
identity-ask-phone_digits =
    Please confirm that the order is yours: send the last { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    } of the phone number in it.
identity-ask-postcode = Please confirm that the order is yours: send the postcode of the delivery address.
identity-ask-name = Please confirm that the order is yours: send the recipient's first and last name.
identity-failed-phone_digits =
    Please check the order number and the last { $digits ->
        [one] { $digits } digit
       *[other] { $digits } digits
    } of the phone and send them again: I could not confirm the order yet.
identity-failed-postcode = Please check the order number and the postcode and send them again: I could not confirm the order yet.
identity-failed-name = Please check the order number and the recipient's name and send them again: I could not confirm the order yet.
identity-person = I am passing this to a colleague, who will check the details and answer you here by { $by }.

# Where an order is; said to its owner only.

order-facts = { $lines }
order-which = Please choose the order: which one do you mean?
option-order = { $order }
order-on-way = Order { $order } is on its way. Expected delivery: { $expected }.
order-on-way-open = Order { $order } is on its way.
order-preparing = Order { $order } is being packed. Expected delivery: { $expected }.
order-preparing-open = Order { $order } is being packed and goes to the carrier soon.
order-ready = Order { $order } is waiting for you at the pick-up point.
order-delivered = Order { $order } was delivered: { $delivered }.
order-delivered-open = Order { $order } has been delivered.
order-returned = Order { $order } has come back to us.
order-cancelled = Order { $order } has been cancelled.
order-late = Order { $order } is late, and we are sorry about it. It was promised for: { $expected }.
order-scan = Last scan: { $place }, { $scanned }.
order-tracking = Tracking number: { $tracking }.
order-link = Tracking number { $tracking }, follow it here: { $link }

# Did it help, and how was our help.

helped-ask = Did that help?
option-helped = Yes, it did
option-not-helped = No
helped-glad = Glad it helped! If you need anything else, just write.
rating-ask = Glad it helped! One last thing: how was our help?
option-rating-good = Good
option-rating-fair = All right
option-rating-poor = Poor
rating-reason = Please tell us: what should we have done better?
rating-thanks = Thank you for the rating! If you need us, just write.
rating-thanks-sorry = Thank you for telling us: we will pass it on so that it gets better.

# Sending an order back, and a new password.

return-read-back =
    Please check: a return of order { $order }, { $total }.
    { $lines }

    Shall I set it up?
return-no-timeline = Once the parcel is with us, we will write to you about the money.
option-return-yes = Yes, set it up
option-return-no = No, leave it
return-started = I am setting up the return; the code for the parcel comes in a moment.
return-label = Return code: { $code }. Show it at the pick-up point or write it on the parcel.
return-label-link = Label for the parcel: { $link }
return-label-until = Last day to send it: { $until }.
return-kept = All right, I am not setting up a return. If you change your mind, just write.
return-not-delivered = Order { $order } has not been delivered yet, so a colleague will deal with the return.
return-too-late =
    A colleague will see what can be done: returns are open for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }, and the order came earlier: { $delivered }.
reset-ask = Please send the email of your account, and I will send you a way to set a new password.
reset-read-back = Please confirm: a new password for { $email }?
reset-started = Got it, I am preparing the link.
reset-page = Open this page and enter your email: { $link } A message comes if there is such an account.
reset-sent = Please check your mail: if there is such an account, a message with a link comes within minutes. Look into the spam folder too.
errand-failed = A colleague will send you the return code by { $by }: the system is not answering right now. The return itself is registered.
errand-failed-by = A colleague will do this for you and write to you here by { $by }: the system is not answering right now.
orders-down = A colleague will check your order and answer here by { $by }: the order system is not answering right now.

# People who solve it. $by is the promised time.

blocks-ask = Please tell me: does this stop you from going on altogether?
option-blocked = Yes, I am stuck
option-not-blocked = No, it can wait
ticket-stored = Our team will look into it and answer you here by { $by }. You will not have to repeat anything.
ticket-urgent = I am passing this on as urgent: a colleague will answer you here by { $by }.
ticket-after-all = I am passing this to a colleague with all the details: they will answer you here by { $by }.
ticket-late = We are finding out from the carrier and will write to you here by { $by }.
ticket-known = A colleague already has your request, and now this message too. The answer comes here by { $by }.
ticket-again = We are taking your request up again as urgent: the answer comes here by { $by }. I am sorry it did not work out at once.
ticket-timeline = { $timeline }
ticket-photo = If you have a photo, please send it here: it helps us solve this faster.
photo-noted = Thank you, the photo has arrived and is with your request.
ticket-news = News about your request: { $news }
ticket-in-work = Your request is being worked on: as soon as there is an answer, we will write to you here.
ticket-solved = Done, your request is solved.
ticket-solved-news = Done, your request is solved. { $news }
draft-ticket = Hello! We have your request and are working on it. As soon as we know more, we will write to you here.

# An order has come.

order-arrived = Please check your order: it has been delivered. Is everything all right?
order-arrived-brief = Your order has been delivered. If something is wrong, just write.
order-arrived-number = Please check order { $order }: it has been delivered. Is everything all right?
order-arrived-number-brief = Order { $order } has been delivered. If something is wrong, just write.
option-arrived-well = All is well
option-arrived-badly = There is a problem
got-it-ask = Is it with you?
option-got-it = Yes, I have it
option-not-got-it = No, I never got it
ticket-missing = As the parcel is not with you, we are taking it up with the carrier at once and will write to you here by { $by }.
identity-why-phone_digits =
    Without it I cannot say anything about an order: that is how we protect our customers. { $digits ->
        [one] I need the last digit of the phone number in the order.
       *[other] I need the last { $digits } digits of the phone number in the order.
    } Not at hand?
identity-why-postcode = Without it I cannot say anything about an order: that is how we protect our customers. I need the postcode of the delivery address. Not at hand?
identity-why-name = Without it I cannot say anything about an order: that is how we protect our customers. I need the recipient's first and last name. Not at hand?
ticket-exchange = Your exchange is noted: colleagues will check that we have what you need and write to you here by { $by }. What you would like instead is written down already.
support-noted = I will pass this on together with the order.
return-again = Shall I set up the return?
