# When the front desk writes first: reminders and follow-ups.

follow-up-1 = Շարունակենք, երբ Ձեզ հարմար լինի․ պարզապես պատասխանեք վերևի հարցին։ Եթե մտափոխվել եք, խնդիր չկա։
follow-up-2 = Շարունակելու համար պատասխանեք վերևի հաղորդագրությանը։ Եթե արդեն պետք չէ, կարող եք չպատասխանել․ այլևս չենք հիշեցնի։
visit-reminder =
    Սպասում ենք Ձեզ․
    { $service } — { $when }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }

    Կկարողանա՞ք գալ։
visit-reminder-brief =
    Սպասում ենք Ձեզ․
    { $service } — { $when }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }

    Եթե ինչ-որ բան փոխվի, գրեք այստեղ։
visit-ask = Կկարողանա՞ք գալ։
visit-confirmed = Շնորհակալություն, սպասում ենք Ձեզ։ Եթե ինչ-որ բան փոխվի, գրեք այստեղ։
