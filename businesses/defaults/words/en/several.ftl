# Several visits at one coming. $lines are visits or ways to have them; $then and $last are hours of the same day.

book-plans =
    { $services } — it can be done like this:
    { $lines }

    Which one suits you?
book-plans-price =
    I can book everything for you at once:
    { $services } — { $price } in total.

    These times are free:
    { $lines }

    Which one suits you?
book-total =
    { $lines }
    Together { $price }.
plan-line = • { $when }, then { $then } — { $branch }
plan-line-three = • { $when }, then { $then } and { $last } — { $branch }
plan-line-at-once = • { $when }, at the same time — { $branch }
visit-line = • { $when } — { $service }, { $practitioner }, { $price }
visit-done-line = • { $when } — { $service }, { $practitioner }
prepare-line = { $service }: { $preparation }
book-read-back-several =
    Please check all the visits:
    { $lines }

    { $branch } branch, { $price } in total{ $deposit ->
        [none] { "" }
       *[other] , deposit { $deposit }
    }. Name: { $name }. { $terms ->
        [deposit] It begins in less than { $hours ->
            [one] { $hours } hour
           *[other] { $hours } hours
        }: if you cancel, the deposit is not refunded.
        [near] If your plans change, please write to us as early as you can.
       *[free] Cancelling is free until { $hours ->
            [one] { $hours } hour
           *[other] { $hours } hours
        } before the visit.
    } Shall I book all of them?
book-done-several =
    You are booked, see you then:
    { $lines }

    { $branch } branch. Running late? Write to us: we wait { $late ->
        [one] { $late } minute
       *[other] { $late } minutes
    }. You can move or cancel the visits right here.
book-prepare-several = Our address: { $address }. { $directions }
book-not-at-once = They cannot both come at the same time then, but one right after the other works.
book-each-in-turn = I will book these one by one, beginning with the first visit.
book-not-together = I'll book them one by one: these cannot follow each other on one day.

# By video, and the file for calendars.

book-prepare-online = Please join at that time by this link: { $link }. { $preparation } It takes { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
book-prepare-online-later = We will send the video link here before the start. { $preparation } It takes { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
book-not-online = Please come to us for this one: it is not done online ({ $service }).
calendar-file = Add the visit to your calendar: { $link }

# A full day, and a hold that is over.

waitlist-ask = Shall I put you on the waiting list? { $service }, { $day }. If a place gets free, we will write to you here.
waitlist-stored = You are on the waiting list: { $service }, { $day }. As soon as a place gets free, we will write to you here.
hold-over = Please choose a time again when it suits you: I no longer hold it ({ $when }).
waitlist-offer =
    The time you waited for is free now:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }
    Price: { $price }{ $deposit ->
        [none] { "" }
       *[other] , deposit { $deposit }
    }

    I am holding it for you for { $minutes } minutes. Shall I book it?
waitlist-declined = All right, I leave this time to others. When another one gets free, I will write.
waitlist-passed = This time has gone to the next person in line. When another one gets free, I will write to you.
option-waitlist = Waiting list
