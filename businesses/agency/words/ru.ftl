# What this studio says in words of its own; everything else is in defaults/words.

greeting = Здравствуйте! Я виртуальный помощник студии «Нур» (программа, не человек): помогу с сайтом, рекламой или брендом. Что вам нужно?
not-understood = Простите, не получилось вас понять. Чем помочь: записать на звонок, ответить на вопрос или позвать человека?
out-of-scope = С этим помочь не получится, зато помогу с сайтом, рекламой или брендом. Что вам нужно?

sales-close = Предлагаю звонок с менеджером на { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }, бесплатно: ближайшее время — { $when }. Записать вас или назвать примерную цену здесь?
sales-close-call = Точную цену назовёт менеджер на звонке, { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }: ближайшее время — { $when }. Записать вас?
lead-stored = Менеджер ответит вам здесь, самое позднее — { $by }. Всё, что вы рассказали, уже у него.
draft-lead = Здравствуйте! Ваша задача передо мной, спасибо, что рассказали. Покажу две-три похожие работы с ценами. Что из них для вас важнее всего?

book-read-back =
    Проверьте, пожалуйста, запись:
    { $service } — { $when }
    { $practitioner }, { $branch }
    Стоимость: { $price }{ $deposit ->
        [none] { "" }
       *[other] , предоплата { $deposit }
    }
    Имя: { $name }

    Отмена бесплатна не позднее чем за { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
       *[other] { $hours } часов
    }. Записать?
book-done =
    Вы записаны:
    { $service } — { $when }
    { $practitioner }, { $branch }

    Если задержитесь, напишите: подождём { $late ->
        [one] { $late } минуту
        [few] { $late } минуты
       *[other] { $late } минут
    }. Перенести или отменить можно прямо здесь.
book-prepare =
    Где: { $address }. { $directions }

    { $preparation } Встреча займёт { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }.
visit-reminder =
    Напоминаю о встрече:
    { $service } — { $when }, { $branch }

    Сможете быть?
visit-reminder-brief =
    Напоминаю о встрече:
    { $service } — { $when }, { $branch }

    Если планы изменятся, напишите сюда.
