# When the front desk writes first: reminders and follow-ups.

follow-up-1 = Продолжим, когда вам удобно: просто ответьте на вопрос выше. Если передумали, ничего страшного.
follow-up-2 = Чтобы продолжить, ответьте на сообщение выше. Если уже не нужно, отвечать не обязательно: больше напоминать не будем.
visit-reminder =
    Ждём вас:
    { $service } — { $when }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }

    Сможете прийти?
visit-reminder-brief =
    Ждём вас на визит:
    { $service } — { $when }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }

    Если планы изменятся, напишите сюда.
visit-ask = Сможете прийти?
visit-confirmed = Спасибо, ждём вас. Если планы изменятся, напишите сюда.
