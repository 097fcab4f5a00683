# What the customer hears when a person decides. $by is the promised time, for example "17:30" or "tomorrow, …, 10:00".

escalated-safety = If anyone is in danger, call 112 right now. My colleagues have your message and will answer here by { $by }.
escalated-medical = If you feel unwell, call 112 right now: we do not give medical advice. My colleagues have your question and will answer here by { $by }.
escalated-legal = I am passing this to our manager, who will answer you personally by { $by }. If you have documents or photos, please send them here.
escalated-payment_dispute = We will check this payment and write to you here by { $by }. To find it faster, send the date and the amount; we do not need your card number.
escalated-refund = I am passing on your refund request; the decision will reach you here by { $by }.
escalated-discount = I am passing your request to our manager, who decides on prices and will answer here by { $by }.
escalated-custom_terms = I am passing your request to our manager, who will suggest terms by { $by }.
escalated-vip = Your personal manager will take it from here and write to you by { $by }.
escalated-other_person = A colleague will check your request and answer here by { $by }. We share a person's details only with that person, or with their consent.
escalated-security = Please share no passwords or codes with anyone: we never ask for them. A colleague is looking into it and will answer here by { $by }.
escalated-urgent = I am passing this on as urgent; a colleague will answer you here by { $by }.
escalated-person = I am calling a colleague, who will answer in this chat by { $by }.
escalated-anger = I am sorry it went this way. I am passing everything to our manager, who will answer you personally by { $by }.
escalated-confusion = I am handing this chat to a colleague so that you need not repeat yourself; they will answer by { $by }. Sorry for not getting it the first time.
escalated-other = I am passing your question to a colleague, who will answer you here by { $by }.

# What staff are offered to send. A person reads it first.

draft-safety = Please call 112 at once if there is any danger. Send me your number and I will call you.
draft-medical = We cannot judge this by chat: please see a doctor, and if it gets worse, call 112.
draft-legal = Your complaint is registered and our manager is looking into it. Please send us a description and any documents. You will have an answer in writing.
draft-payment_dispute = We are checking this payment. If you were charged too much, we will return it the same way you paid. Could you tell us the date and the amount?
draft-refund = We are looking into your refund request. Could you tell us what it is for and when you paid?
draft-discount = Our prices are the same for everyone, so we cannot make a separate discount. I can suggest a cheaper option: just write if you would like that.
draft-custom_terms = Thank you for your interest! Please tell us what you need and how much of it, and we will prepare an offer.
draft-vip = Hello! I am your personal manager. Please tell me what matters to you and when it suits you.
draft-other_person = We cannot share another person's details. Please ask them to write or call us themselves.
draft-security = We are checking what you told us. Please change your password and share no codes from text messages. What exactly did you notice?
draft-urgent = I can see this is urgent and am on it. Please send the number we can reach you on.
draft-person = Hello! I am reading your messages now. How can I help?
draft-anger = We are sorry for what happened and want to put it right. Which would you prefer: that we do it again, or another solution?
draft-confusion = Hello! I have your messages in front of me. What matters most to you right now?
draft-other = Hello! I have your question in front of me. How can I help?
