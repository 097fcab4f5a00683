# What this shop says in words of its own; everything else is in defaults/words.

# What the customer hears when a person decides. $by is the promised time, for example "17:30".

escalated-safety = Please stop using this item; if you feel unwell, call 103. Our manager has your message and will answer here by { $by }.
escalated-legal = I am passing this to our manager, who will answer you personally by { $by }. If you have documents or photos, please send them here.
escalated-payment_dispute = Our accountant will check this payment and write to you here by { $by }. To find it faster, send the date and the amount; we do not need your card number.
escalated-refund = I am passing your refund request to accounting; their decision will reach you here by { $by }.
escalated-discount = I am passing your request to our manager, who decides on prices and will answer by { $by }. Meanwhile I can look for something similar that costs less.
escalated-custom_terms = I am passing your request to our wholesale manager, who will suggest a price and dates by { $by }.
escalated-vip = Our stylist will write to you by { $by } to hear your wishes and choose pieces for you.
escalated-other_person = Our shop assistant will check your request and answer here by { $by }. We discuss an order only with the person who placed it.
escalated-person = I am calling a shop assistant, who will answer in this chat by { $by }.
escalated-anger = I am passing everything to our manager, who will answer you personally by { $by }. I am sorry it went this way.
escalated-confusion = I am handing this chat to a shop assistant so that you need not repeat yourself; they will answer by { $by }. Sorry for not getting it the first time.

# What staff are offered to send. A person reads it first.

draft-safety = Please do not use this item. We will collect it at our cost and return your money. Tell us how you feel and the order number, and send a photo.
draft-legal = Your complaint is registered and our manager is looking into it. Please send us the order number and any documents. You will have the manager's answer in writing.
draft-payment_dispute = We are checking this payment. If you were charged too much, we will return it the same way you paid. Could you tell us the date and the amount?
draft-refund = We have reviewed your request. The money goes back the same way you paid, within 5 working days.
draft-discount = Our prices are the same for everyone, so we cannot make a separate discount. New newsletter subscribers get a 5% promo code. If you would like one, write and I will send the link.
draft-custom_terms = Thank you for your interest. Please tell us what you need, how many and by when, and we will prepare an offer.
draft-vip = Hello, I am the shop's stylist. Please tell me the occasion and your size, and I will put together a few looks.
draft-other_person = We can discuss an order only with the person who placed it. Please ask them to write to us.
draft-person = Hello, I am a shop assistant and am reading your messages now. How can I help?
draft-anger = We are sorry for what happened and want to put it right: we can replace the item and pay for the delivery, or return your money. Which would you prefer?
draft-confusion = Hello, this is the shop; I have your messages in front of me. What matters most to you right now?

# Talking. Moments ($when, $by, $day) start with a small letter: keep them inside a sentence.

greeting = Hello! I am the automated assistant of Tsiran (software, not a person): I can help you choose something to wear or give, or answer about an order. What are you looking for?
not-understood = Sorry, I did not quite get that. Shall I help you choose something, answer about an order or call a person?
out-of-scope = I cannot help with that, but I can help you choose a piece or a gift, or answer about an order. What do you need?

# Answers from the rules of the shop, and people who decide.

policy-unknown = A shop assistant can answer this better: our rules do not cover it. Shall I call a person?
policy-unknown-short = Our rules do not cover this; if you need a sure answer, write “person” and I will call one.
decision-rejected = I am sorry, we are not able to agree to this request. I can look for another piece or answer a question.
opted-out = All right, we will not write to you again. If you have ordered something, the order stands. Whenever you need us, just write.

# What is never booked here, but may be asked for.

no-appointments = There is no need to book a visit: come in during opening hours or have it delivered.

# Wishes, estimates and problems that people deal with.

lead-stored = Our manager will contact you by { $by }. They already have everything you told me.
estimate-stored = Our workshop will prepare an estimate, and we will write to you by { $by }.
ticket-stored = Our team will look into it and answer you here by { $by }. You will not have to repeat anything.
draft-lead = Hello! Thank you for contacting us. We will prepare an offer for the quantity you need. Do you have wishes for the wrapping or a logo?
draft-estimate = Hello! We have looked at your request and are working out the price. Do you have a sketch or a photo?
draft-ticket = Hello! We have your request and are working on it. As soon as we know more, we will write to you here.
