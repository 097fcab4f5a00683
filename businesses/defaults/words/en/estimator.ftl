# Prices that are worked out, and estimates that people make.

option-unsure = I don't know
option-estimate-book = Book
option-estimate-measure = Send a surveyor
option-estimate-call = Call from a pro
estimate-ask-service = Tell me what needs doing and I will price it. Which of these is it?
estimate-ask-service-again = Please say in a few words what has happened or what you want done. Or choose:
estimate-photo = Send a photo if you can: { $photos }. It also works without.
estimate-photo-noted = We have the photo, the specialist will look at it before the visit.
estimate-noted = Noted: { $facts }.
estimate-line = • { $name } — { $sum }
estimate-line-less = • { $name }: { $sum } off
estimate-line-counted = • { $name } × { $quantity } — { $sum }
estimate-exact =
    { $service } — { $total }:
    { $lines }{ $link ->
        [none] { "" }
       *[other] { "" }
            Quote: { $link }
    }
estimate-exact-plain =
    { $service } comes to { $total } ({ $facts }).{ $link ->
        [none] { "" }
       *[other] { " " }Quote: { $link }
    }
estimate-exact-bare =
    { $service } comes to { $total }.{ $link ->
        [none] { "" }
       *[other] { " " }Quote: { $link }
    }
estimate-range =
    { $service } — { $total }. The exact sum depends on one thing: { $factor }.
    { $lines }{ $link ->
        [none] { "" }
       *[other] { "" }
            Quote: { $link }
    }
estimate-range-plain =
    { $service } — { $total }. The exact sum depends on one thing: { $factor }.{ $link ->
        [none] { "" }
       *[other] { " " }Quote: { $link }
    }
estimate-range-open =
    { $service } — { $total }; the specialist will say exactly on site.{ $link ->
        [none] { "" }
       *[other] { " " }Quote: { $link }
    }
estimate-includes = The price includes { $includes }.
estimate-photo-awaited = Good, send the photo whenever you like.
estimate-together = Together that is { $total }.
estimate-offer-book = Shall I find a time?
estimate-offer-measure = Shall we send a surveyor for an exact price?
estimate-offer-call = A specialist can call and tell you the exact price. Would that suit you?
estimate-kept = All right, the price holds; its last day is { $date }. When you decide, just write here, and nothing has to be worked out again.
estimate-abandoned = All right. Whenever you want a price or a visit, just write here.
estimate-follow-up = The price still holds: { $service } — { $total }. Shall I find a time, or is anything unclear?
estimate-ask-contact = Send your name and phone number: a specialist will call and tell you the exact price.
estimate-ask-phone = Send your phone number: a specialist will call and tell you the exact price.
estimate-call-stored = A specialist will call you with the exact price by { $by }. They have everything you told me.
estimate-price-after = One thing is missing, then I can name the price.
estimate-unlisted = This is not on our list, so a specialist will look at it and write to you here by { $by }.
estimate-unlisted-named = { $work } is not on our price list, but we will price it for you. A technician will write the price here by { $by }. You can send a photo and sizes right here.
estimate-unlisted-beside = { $work }: the technician will write that price here separately, by { $by }.
estimate-waiting = The technician will write the price here by { $by }, and will see everything you add.
estimate-waiting-time = We will agree on the time together with the price: the technician will write here by { $by } and will see what you prefer.
estimate-assumed = It sounds like this: { $service }; the technician will make sure on the spot.
estimate-stored = We will work out the price and write to you by { $by }.
draft-estimate = Hello! We have looked at your request and are working out the price. Is there anything we should keep in mind?
draft-estimate-total = Hello! Here is the price: { $service } — { $total }. Shall we find a time?
draft-estimate-call = Hello! I am calling about your estimate: { $service }. When is a good time to talk?
zone-not-known = I cannot find that place among those we come to.
zone-not-served = We do not come to { $zone }, I am sorry.
zone-not-served-instead = We do not come to { $zone }. { $instead }

# What is printed on the quote.

quote-title = Quote
quote-dated = dated { $date }
quote-replaces = Replaces version { $version } of this quote
quote-for = For: { $name }
quote-item = Item
quote-quantity = Quantity
quote-unit-price = Price
quote-sum = Sum
quote-total = Total
quote-depends = The exact sum depends on: { $factors }.
quote-valid = The price holds until { $date }, that day included.
