# When the front desk writes first: reminders and follow-ups.

follow-up-1 = Let's go on whenever it suits you: just answer the question above. If you have changed your mind, that is fine.
follow-up-2 = To go on, just answer the message above. If you no longer need it, there is no need to reply: we will not remind you again.
visit-reminder =
    We look forward to seeing you:
    { $service } — { $when }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }

    Will you be able to come?
visit-reminder-brief =
    We look forward to seeing you:
    { $service } — { $when }{ $mode ->
        [online] , online
        [here] { "" }
       *[other] , { $branch } branch
    }

    If your plans change, just write here.
visit-ask = Will you be able to come?
visit-confirmed = Thank you, see you then. If your plans change, just write here.
