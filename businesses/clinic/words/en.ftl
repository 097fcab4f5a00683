# What this business says in words of its own; everything else is in defaults/words.

# What the customer hears when a person decides. $by is the promised time, for example "17:30".

escalated-safety = If a life is in danger, call 103 right now. The doctor on duty has your message and will answer here by { $by }.
escalated-medical = I am passing your question to the doctor on duty, who will answer here by { $by }. If there is heavy bleeding, trouble breathing or fast-growing swelling, call 103 right now.
escalated-legal = I am passing this to our manager, who will answer you personally by { $by }. If you have documents or photos, please send them here.
escalated-payment_dispute = Our accountant will check this payment and write to you here by { $by }. To find it faster, send the date and the amount; we do not need your card number.
escalated-refund = I am passing your refund request to accounting; their decision will reach you here by { $by }.
escalated-discount = I am passing your request to our manager, who decides on prices and will answer by { $by }. You can book without waiting for it.
escalated-custom_terms = I am passing your request to our manager, who will suggest terms by { $by }.
escalated-vip = Your personal coordinator will write to you by { $by } to hear your wishes and find a time.
escalated-other_person = Our front desk will check your request and answer here by { $by }. We share a patient's details only with that patient, or with their consent.
escalated-person = I am calling a colleague from the front desk, who will answer in this chat by { $by }.
escalated-anger = I am passing everything to our manager, who will answer you personally by { $by }. I am sorry it went this way.
escalated-confusion = I am handing this chat to our front desk so that you need not repeat yourself; they will answer by { $by }. Sorry for not getting it the first time.

# What staff are offered to send. A person reads it first.

draft-safety = Please call 103 at once if you feel unwell. I am the doctor on duty: send me your number and I will call you.
draft-medical = I suggest seeing a doctor as soon as possible: we cannot judge this by chat or prescribe anything without an exam. If it gets worse, call the clinic or 103. When could you come?
draft-legal = Your complaint is registered and our manager is looking into it. Please send us a description and any documents. You will have the manager's answer in writing.
draft-payment_dispute = We are checking this payment. If you were charged too much, we will return it the same way you paid. Could you tell us the date and the amount?
draft-refund = We have reviewed your request. Money for a service not provided goes back the same way you paid, within 5 working days.
draft-discount = Our prices are the same for everyone, so we cannot make a separate discount. The check-up and cleaning package does cost less than the two services apart. If that suits you, just write and I will book it.
draft-custom_terms = Thank you for your interest. Please tell us how many people it is for and which services you need, and we will prepare an offer.
draft-vip = I am your coordinator. Please tell me which days suit you and what matters to you, and I will put together a one-day programme.
draft-other_person = We cannot share another patient's details. Please ask them to write or call us themselves.
draft-person = Hello, this is the front desk. I am reading your messages now. How can I help?
draft-anger = We are sorry for what happened and want to put it right: we can see you again at a time that suits you, or discuss another solution. Which would you prefer?
draft-confusion = Hello, this is the front desk; I have your messages in front of me. What matters most to you right now?

# Talking. Moments ($when, $by, $day) start with a small letter: keep them inside a sentence.

greeting = Hello! I am the automated assistant of Ararat Smile (software, not a person): I can book a visit or answer a question. How can I help?
not-understood = Sorry, I did not quite get that. Shall I book a visit, answer a question or call a person?
out-of-scope = I cannot help with that, but I can book a visit or answer a question about the clinic. What do you need?

# Answers from the rules of the clinic, and people who decide.

policy-unknown = Our front desk can answer this better: our rules do not cover it. Shall I call a person?
policy-unknown-short = Our rules do not cover this; if you need a sure answer, write “person” and I will call one.

# Booking.

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
book-not-by = Here is another specialist: { $practitioner } does not do this.
book-not-at = Here is another branch: this one does not do it ({ $branch }).
book-why-contact = Please send your name and phone: we need them only to tell you if the doctor's plans change. Or shall I call a person?
book-why-phone = Please send your number: we need it only to tell you if the doctor's plans change. Or shall I call a person?

# Wishes, estimates and problems that people deal with.

lead-stored = Our front desk will contact you by { $by }. They already have everything you told me.
estimate-stored = Our treatment coordinator will prepare an estimate and write to you by { $by }. The doctor will confirm the exact price after an exam.
ticket-stored = Our team will look into it and answer you here by { $by }. You will not have to repeat anything.
draft-lead = Hello! Thank you for contacting us. I suggest starting with a consultation: the doctor will examine you and make a plan with prices. Which day suits you?
draft-estimate = Hello! We have looked at your request. The doctor can give the exact price at a consultation, after an exam and an X-ray. When could you come?
draft-ticket = Hello! We have your request and are working on it. As soon as we know more, we will write to you here.

# Those who are still choosing.

sales-opening = Pick what is closest to you, and I will tell you where to start. What would you like?
sales-close = I suggest we begin with an examination: { $service }, { $minutes } min, the nearest time is { $when }. Shall I book it?
sales-close-call = I suggest we begin with an examination: { $service }, { $minutes } min, the nearest time is { $when }. Shall I book it?
