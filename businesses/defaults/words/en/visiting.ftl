# Visits at the customer's place.

place-zone-noted = Noted: { $zone }.
place-zone-noted-travel = Noted: { $zone }, coming there is { $travel }.
place-call-now = If it cannot wait, call right now: { $phone }.
place-ask-all = Send your address, name and phone in one message. I am holding this time for you for { $minutes } minutes: { $when }.
place-ask-address = Please send the address with the house number. I am holding this time for you: { $when }.
place-ask-address-name = Send the address and your name in one message. I am holding this time for you: { $when }.
place-ask-address-phone = Send the address and a phone number in one message. I am holding this time for you: { $when }.
place-ask-zone = Which district or town is this address in: { $address }?
place-read-back =
    Please check the visit:
    { $service } — { $when }
    { $practitioner }
    Address: { $address }
    Price: { $price }{ $travel ->
        [none] { "" }
       *[other] , travel { $travel }
    }
    Name: { $name }

    { $terms ->
        [near] If your plans change, please write to us as early as you can.
       *[free] Cancelling is free up to { $hours ->
            [one] { $hours } hour
           *[other] { $hours } hours
        } before.
    } Shall I book it?
place-done =
    Done, we are coming to you:
    { $service } — { $when }
    { $practitioner }
    Address: { $address }

    You get a call before; it may be up to { $late } minutes later. You can move or cancel right here.
place-prepare = { $preparation } The work takes { $minutes } minutes.

# What the business does not do; the answer is the owner's.

not-offered = { $answer }
