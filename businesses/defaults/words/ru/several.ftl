# Several visits at one coming. $lines are visits or ways to have them; $then and $last are hours of the same day.

book-plans =
    { $services } — можно так:
    { $lines }

    Какой вариант вам удобен?
book-plans-price =
    Могу записать вас на всё сразу:
    { $services } — всего { $price }.

    Есть такое время:
    { $lines }

    Какой вариант вам удобен?
book-total =
    { $lines }
    Всего { $price }.
plan-line = • { $when }, затем { $then } — { $branch }
plan-line-three = • { $when }, затем { $then } и { $last } — { $branch }
plan-line-at-once = • { $when }, одновременно — { $branch }
visit-line = • { $when } — { $service }, { $practitioner }, { $price }
visit-done-line = • { $when } — { $service }, { $practitioner }
prepare-line = { $service }: { $preparation }
book-read-back-several =
    Проверьте, пожалуйста, все визиты:
    { $lines }

    Филиал { $branch }, всего { $price }{ $deposit ->
        [none] { "" }
       *[other] , предоплата { $deposit }
    }. Имя: { $name }. { $terms ->
        [deposit] До визита меньше { $hours ->
            [one] { $hours } часа
           *[other] { $hours } часов
        }: если отмените, предоплата не возвращается.
        [near] Если планы изменятся, напишите, пожалуйста, как можно раньше.
       *[free] Отмена бесплатна не позднее чем за { $hours ->
            [one] { $hours } час
            [few] { $hours } часа
           *[other] { $hours } часов
        } до визита.
    } Записать на всё?
book-done-several =
    Вы записаны, ждём вас:
    { $lines }

    Филиал { $branch }. Если задержитесь, напишите: подождём { $late ->
        [one] { $late } минуту
        [few] { $late } минуты
       *[other] { $late } минут
    }. Перенести или отменить визиты можно прямо здесь.
book-prepare-several = Наш адрес: { $address }. { $directions }
book-not-at-once = Одновременно в этот день не получится, но можно друг за другом.
book-each-in-turn = Записываю по очереди, начнём с первого визита.
book-not-together = Запишу вас по очереди: подряд эти услуги не получаются.

# By video, and the file for calendars.

book-prepare-online = Подключитесь в назначенное время по ссылке: { $link }. { $preparation } Займёт { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }.
book-prepare-online-later = Ссылку на видеосвязь пришлём сюда перед началом. { $preparation } Займёт { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }.
book-not-online = Предложу прийти к нам: онлайн эта услуга не проводится ({ $service }).
calendar-file = Добавьте визит в свой календарь: { $link }

# A full day, and a hold that is over.

waitlist-ask = Записать вас в лист ожидания? { $service }, { $day }. Если место освободится, напишем вам сюда.
waitlist-stored = Вы в листе ожидания: { $service }, { $day }. Как только место освободится, напишем вам сюда.
hold-over = Выберите время ещё раз, когда будет удобно: я его больше не держу ({ $when }).
waitlist-offer =
    Освободилось время, которого вы ждали:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }
    Стоимость: { $price }{ $deposit ->
        [none] { "" }
       *[other] , предоплата { $deposit }
    }

    Держу его для вас { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }. Записать?
waitlist-declined = Хорошо, это время не занимаю. Освободится другое — напишу.
waitlist-passed = Это время ушло следующему в листе ожидания. Освободится другое — напишу вам первым делом.
option-waitlist = Лист ожидания
