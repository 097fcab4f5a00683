# What this studio says in words of its own; everything else is in defaults/words.

greeting = Hello! I am the automated assistant of Nur Studio (software, not a person): I can help with a website, ads or a brand. What do you need?
not-understood = Sorry, I did not quite get that. Shall I book you a call, answer a question or call a person?
out-of-scope = I cannot help with that, but I can help with a website, ads or a brand. What do you need?

sales-close = I suggest a free call with our manager, { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: the nearest time is { $when }. Shall I book it, or would you rather have a ballpark price here?
sales-close-call = The manager will give you an exact price on a call of { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: the nearest time is { $when }. Shall I book it?
lead-stored = A manager will answer you here by { $by }. They already have everything you told me.
draft-lead = Hello! I have your task in front of me, thank you for telling us. I will show you two or three similar projects with their prices. What matters most to you?

proposal-follow-2 = The next steps are simple: you confirm, we sign the contract and begin with the first stage, and you accept each stage separately. Shall we go ahead, or would a call be better?

book-read-back =
    Please check the booking:
    { $service } — { $when }
    { $practitioner }, { $branch }
    Price: { $price }{ $deposit ->
        [none] { "" }
       *[other] , deposit { $deposit }
    }
    Name: { $name }

    { $terms ->
        [deposit] It is less than { $hours ->
            [one] { $hours } hour
           *[other] { $hours } hours
        } away: if you cancel, the deposit is not refunded.
        [near] If your plans change, please write to us as early as you can.
       *[free] Free to cancel up to { $hours ->
            [one] { $hours } hour
           *[other] { $hours } hours
        } before.
    } Shall I book it?
book-done =
    You are booked:
    { $service } — { $when }
    { $practitioner }, { $branch }

    If you are late, write to us: we wait { $late ->
        [one] { $late } minute
       *[other] { $late } minutes
    }. You can move or cancel it right here.
book-prepare =
    Where: { $address }. { $directions }

    { $preparation } It takes { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
visit-reminder =
    A reminder of our meeting:
    { $service } — { $when }, { $branch }

    Will you be there?
visit-reminder-brief =
    A reminder of our meeting:
    { $service } — { $when }, { $branch }

    If your plans change, write here.
