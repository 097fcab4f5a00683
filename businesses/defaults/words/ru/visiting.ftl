# Visits at the customer's place.

place-zone-noted = Записал: { $zone }.
place-zone-noted-travel = Записал: { $zone }, выезд туда { $travel }.
place-call-now = Если ждать нельзя, позвоните прямо сейчас: { $phone }.
place-ask-all = Напишите одним сообщением адрес, имя и телефон. Держу для вас это время { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }: { $when }.
place-ask-address = Напишите, пожалуйста, адрес с номером дома. Держу для вас это время: { $when }.
place-ask-address-name = Напишите одним сообщением адрес и имя. Держу для вас это время: { $when }.
place-ask-address-phone = Напишите одним сообщением адрес и телефон. Держу для вас это время: { $when }.
place-ask-zone = В каком районе или городе этот адрес: { $address }?
place-read-back =
    Проверьте, пожалуйста, вызов:
    { $service } — { $when }
    { $practitioner }
    Адрес: { $address }
    Стоимость: { $price }{ $travel ->
        [none] { "" }
       *[other] , выезд { $travel }
    }
    Имя: { $name }

    { $terms ->
        [near] Если планы изменятся, напишите, пожалуйста, как можно раньше.
       *[free] Отмена бесплатна не позднее чем за { $hours ->
            [one] { $hours } час
            [few] { $hours } часа
           *[other] { $hours } часов
        } до визита.
    } Записать?
place-done =
    Готово, мастер приедет к вам:
    { $service } — { $when }
    { $practitioner }
    Адрес: { $address }

    Он позвонит перед приездом и может задержаться до { $late ->
        [one] { $late } минуты
       *[other] { $late } минут
    }. Перенести или отменить можно прямо здесь.
place-prepare = { $preparation } Работа займёт { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }.

# What the business does not do; the answer is the owner's.

not-offered = { $answer }
