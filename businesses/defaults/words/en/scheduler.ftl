# Booking, moving and cancelling. Moments ($when, $by, $day) start with a small letter: keep them inside a sentence.

book-ask-service = Choose a service or name another, and I will find a time. What would you like to book?
book-ask-service-price = Name the service and I will tell you the price. Which one is it?
book-as-usual = I am looking at this visit: { $service }. If you need another one, just say so.
service-line = • { $service } — { $price }, { $minutes } min: { $includes }
service-line-brief = • { $service } — { $price }, { $minutes } min
slot-line = • { $when } — { $practitioner }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch }
    }
book-slots =
    { $service } — these times are free:
    { $lines }

    Which one suits you?
book-slots-price =
    I can book this:
    { $service } — { $price }, { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, including { $includes }.

    Free times:
    { $lines }

    Which one suits you?
book-time-taken = Sorry, that time is not free: { $when }.
book-hours-full = At that hour nothing is free: { $day }.
book-day-full = Nothing suitable is free that day: { $day }.
book-hours-none = { $side ->
    [after] After { $hour } nothing is free that day: { $day }.
    [those] At those hours nothing is free that day: { $day }.
   *[before] Before { $hour } nothing is free that day: { $day }.
}
book-hours-nowhere = { $side ->
    [after] After { $hour } nothing is free in the coming weeks. These are the closest.
    [before] Before { $hour } nothing is free in the coming weeks. These are the closest.
   *[those] At those hours nothing is free in the coming weeks. These are the closest.
}
book-none-later = There is nothing free later that day.
book-none-earlier = There is nothing free earlier.
book-nothing-fits = Nothing that fits your wish is free at the moment.
book-only-by = Only one specialist does this: { $practitioner }.
book-only-at = We offer this at one address only: { $branch }.
slot-again = Only the time is left: which of these suits you? Or write your own.
service-again = Which of these would you like?
slot-resume = So which time suits you?
slot-which = Which time exactly shall I book? Just the number of the option will do.
visit-with =
    { $how ->
        [home] { $practitioner } will come to you.
       *[other] { $practitioner } will see you.
    }
visit-bring = Please bring { $bring }.
visit-takes = The visit takes { $minutes } minutes.
book-ask-day = Let's try another day: nothing that fits is free in the coming weeks. Which other day would suit you?
date-impossible = There is no such date: “{ $words }”.
date-other-weekday = Please note, that date is { $day }.
date-passed = “{ $words }” has already passed.
book-ask-contact = Please send your name and phone number in one message. I am holding this time for you for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: { $when }.
book-ask-name = Please tell me whose name to book under. I am holding this time for you for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: { $when }.
book-ask-phone = Please send your phone number. I am holding this time for you for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }: { $when }.
name-noted = Thank you, { $name }!
phone-noted = Corrected, your phone is { $phone }.
name-noted-other = Thank you, the name is noted: { $name }.
book-bad-phone = Please send your phone number once more: “{ $phone }” seems to have a typo, there is no such number. I am holding this time for you: { $when }.
book-bad-phone-no-name = Please send your name and phone number once more: “{ $phone }” seems to have a typo, there is no such number. I am holding this time for you: { $when }.
book-read-back =
    Please check your booking:
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
    Name: { $name }

    { $terms ->
        [deposit] The visit is less than { $hours ->
            [one] { $hours } hour
           *[other] { $hours } hours
        } away: if you cancel, the deposit is not refunded.
        [near] If your plans change, please write to us as early as you can.
       *[free] Cancelling is free up to { $hours ->
            [one] { $hours } hour
           *[other] { $hours } hours
        } before the visit.
    } Shall I book it?
book-done =
    You are booked:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }

    If you are late, tell us: we wait { $late ->
        [one] { $late } minute
       *[other] { $late } minutes
    }. You can move or cancel it right here.
book-for-whom = It is booked in the name of { $name }.
book-prepare =
    Our address: { $address }. { $directions }

    { $preparation } The visit takes { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
book-prepare-bring =
    Our address: { $address }. { $directions }

    { $preparation } Please bring { $bring }. The visit takes { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
book-change-what = Of course. What shall I change?
book-abandoned = All right, I will not book anything. Whenever it suits you, just write and I will find a time.
move-choose = Choose a new time and I will move your visit at once. It is now booked for { $when }.
move-late =
    Less than { $hours ->
        [one] { $hours } hour is
       *[other] { $hours } hours are
    } left before the visit: there is no fine for moving it, but a deposit, if you paid one, does not go over to the new date.
move-read-back =
    Please check the change:
    { $service }, { $practitioner }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }
    Old time: { $old }
    New time: { $when }

    Shall I move it?
move-done =
    Done, your visit is moved:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }

    The old time is cancelled: { $old }.
no-appointments = I see no upcoming visits for this chat, but I can book one for you.
which-appointment =
    Please choose the visit:
    { $lines }

    Which one do you mean?
appointment-line = • { $when } — { $service }, { $practitioner }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch }
    }
cancel-read-back-free =
    Please confirm that you want to cancel:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }

    It is free, as there { $hours ->
        [one] is at least { $hours } hour
       *[other] are at least { $hours } hours
    } left. I can also move it. Shall I cancel the visit?
cancel-read-back-late =
    Please confirm that you want to cancel:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }

    Less than { $hours ->
        [one] { $hours } hour is
       *[other] { $hours } hours are
    } left: there is no fine, but a deposit, if you paid one, is not returned. Shall I cancel on these terms?
cancel-read-back-several =
    Please confirm that you want to cancel all of these:
    { $lines }

    { $terms ->
        [late] There is no fine, but a deposit for a visit less than { $hours ->
            [one] { $hours } hour
           *[other] { $hours } hours
        } away is not returned.
       *[free] It is free of charge.
    } Shall I cancel them all?
cancel-done-several =
    Your visits are cancelled:
    { $lines }

    When another day suits you, write here and I will find a time.
cancel-kept-several =
    All right, your visits stay as they are:
    { $lines }
cancel-done =
    Your visit is cancelled:
    { $service } — { $when }

    If you would like another day, write and I will find a time.
cancel-done-already = The visit is already cancelled, but I can book it again.
cancel-kept =
    All right, your visit stays, see you then:
    { $service } — { $when }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }
book-services =
    Choose a service and I will find a time:
    { $lines }

    Which one do you need?
book-services-from =
    Choose a service:
    { $lines }

    Next free time: { $when }. Which one suits you?
book-services-later =
    Choose a service:
    { $lines }

    Nothing is free then; nearest: { $when }. Which one?
book-not-by = Here is another specialist: { $practitioner } does not do this.
book-not-at = Here is another branch: this one does not do it ({ $branch }).
book-why-contact = Please send your name and phone: we need them only to tell you if anything changes. Or shall I call a person?
book-why-phone = Please send your number: we need it only to tell you if anything changes. Or shall I call a person?
no-earlier-visit = I see no earlier visit in this chat.
book-why-name = Please tell me your name: it is only for the booking. Or shall I call a person?
