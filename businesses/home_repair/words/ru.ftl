# What this company says in words of its own; everything else is in defaults/words.

greeting = Здравствуйте! Я виртуальный диспетчер «Каргин Тун» (программа, не человек): посчитаю стоимость или пришлю мастера. Что случилось?
not-understood = Простите, не получилось вас понять. Чем помочь: прислать мастера, ответить на вопрос или позвать человека?
out-of-scope = С этим помочь не получится, зато могу посчитать ремонт или прислать мастера. Что вам нужно?
service-line = • { $service } — { $price }, включает { $includes }
slot-line = • { $when } — { $practitioner }
book-slots-price =
    Могу прислать мастера: { $service } — { $price }, включает { $includes }.

    Есть такое время:
    { $lines }

    Какое вам удобно?
option-estimate-book = Вызвать мастера
option-cancel = Отменить вызов

# What the customer hears when a person decides. $by is the promised time, for example "17:30".

escalated-safety = Пахнет газом — не зажигайте свет, выйдите из дома и звоните 104. Искрит или огонь — звоните 101. Заливает — перекройте воду. Диспетчер уже видит ваше сообщение, ответ здесь не позже { $by }.
escalated-discount = О скидке решает управляющий, ваша просьба у него. Ответит здесь, самое позднее — { $by }. Записаться можно, не дожидаясь ответа.
escalated-person = Зову диспетчера, он ответит вам в этом чате, самое позднее — { $by }.
draft-safety = Это диспетчер. Если пахнет газом или искрит, выйдите из квартиры и звоните 104 или 101. Напишите адрес и номер, я высылаю дежурного мастера.
draft-discount = Цены одинаковы для всех. Дешевле выходит, если заказать несколько работ за один визит: напишите, что ещё нужно сделать, и я так посчитаю.

# Estimates that people make.

estimate-stored = Это посчитает прораб лично и напишет вам здесь, самое позднее — { $by }. Повторять ничего не придётся.

# Visits at the customer's place.

move-read-back =
    Проверьте, пожалуйста, перенос:
    { $service }, { $practitioner }
    Было: { $old }
    Станет: { $when }

    Перенести?
move-done =
    Готово, визит перенесён:
    { $service } — { $when }
    { $practitioner }

    Прежнее время отменено: { $old }.
appointment-line = • { $when } — { $service }, { $practitioner }
cancel-read-back-free =
    Подтвердите, пожалуйста, отмену:
    { $service } — { $when }
    { $practitioner }

    Это бесплатно: до визита не меньше { $hours ->
        [one] { $hours } часа
       *[other] { $hours } часов
    }. Можно и перенести на другое время. Отменить визит?
cancel-read-back-late =
    Подтвердите, пожалуйста, отмену:
    { $service } — { $when }
    { $practitioner }

    До визита меньше { $hours ->
        [one] { $hours } часа
       *[other] { $hours } часов
    }: если мастер уже выехал, оплачивается дорога. Отменить на этих условиях?
move-late = До визита меньше { $hours ->
        [one] { $hours } часа
       *[other] { $hours } часов
    }: если мастер уже выехал, оплачивается дорога.
cancel-kept =
    Хорошо, визит остаётся:
    { $service } — { $when }
visit-reminder =
    Мастер приедет к вам:
    { $service } — { $when }

    Вы будете дома?
visit-reminder-brief =
    Мастер приедет к вам:
    { $service } — { $when }

    Если планы изменятся, напишите сюда.
visit-ask = Вы будете дома?
option-will-come = Да, буду дома
visit-confirmed = Спасибо, мастер приедет. Если планы изменятся, напишите сюда.
book-not-by = Предложу другого мастера: { $practitioner } такую работу не делает.

# Urgent work is arranged by phone; the times below it are at the usual price.
place-call-now = Если ждать нельзя, позвоните прямо сейчас: { $phone }. Срочная работа на 50% дороже. Или выберите время по обычной цене.
