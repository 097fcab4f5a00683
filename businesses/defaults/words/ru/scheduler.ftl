# Booking, moving and cancelling. Moments ($when, $by, $day) start with a small letter: keep them inside a sentence.

book-ask-service = Выберите услугу или назовите другую, и я подберу время. На что вас записать?
book-ask-service-price = Назовите услугу, и я скажу цену. Что вас интересует?
book-as-usual = Подбираю время на такой визит: { $service }. Нужен другой — напишите.
service-line = • { $service } — { $price }, { $minutes } мин, включает { $includes }
service-line-brief = • { $service } — { $price }, { $minutes } мин
slot-line = • { $when } — { $practitioner }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , { $branch }
    }
book-slots =
    { $service } — есть такое время:
    { $lines }

    Какое вам удобно?
book-slots-price =
    Могу записать вас:
    { $service } — { $price }, { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }, включает { $includes }.

    Есть такое время:
    { $lines }

    Какое вам удобно?
book-time-taken = К сожалению, это время у нас не свободно: { $when }.
book-hours-full = На эти часы свободного времени нет: { $day }.
book-day-full = В этот день подходящего времени нет: { $day }.
book-hours-none = { $side ->
    [after] После { $hour } в этот день ничего свободного нет: { $day }.
    [those] В эти часы ничего свободного нет: { $day }.
   *[before] До { $hour } в этот день ничего свободного нет: { $day }.
}
book-hours-nowhere = { $side ->
    [after] После { $hour } в ближайшие недели ничего свободного нет. Вот самое близкое к этому времени.
    [before] До { $hour } в ближайшие недели ничего свободного нет. Вот самое близкое к этому времени.
   *[those] На эти часы в ближайшие недели ничего свободного нет. Вот самое близкое.
}
book-none-later = Позже в этот день свободного времени нет.
book-none-earlier = Раньше свободного времени нет.
book-nothing-fits = По вашему пожеланию свободного времени пока нет.
book-only-by = Эту услугу у нас оказывает только один специалист: { $practitioner }.
book-only-at = Эта услуга есть только по одному адресу: { $branch }.
slot-again = Осталось выбрать время: какое из этих вам удобно? Можно написать и своё.
service-again = Что из этого вам нужно?
slot-resume = Так какое время вам удобно?
slot-which = Какое именно время записать? Можно ответить просто номером.
visit-with =
    { $how ->
        [home] К вам приедет { $practitioner }.
       *[other] Вас примет { $practitioner }.
    }
visit-bring = Возьмите, пожалуйста, с собой { $bring }.
visit-takes =
    Визит займёт { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }.
book-ask-day = Давайте поищем в другой день: в ближайшие недели подходящего времени нет. Какой день вам ещё подойдёт?
date-impossible = Такой даты нет: «{ $words }».
date-other-weekday = Обратите внимание, это { $day }.
date-passed = «{ $words }» уже прошло.
book-ask-contact = Напишите, пожалуйста, имя и телефон одним сообщением. Держу для вас это время { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }: { $when }.
book-ask-name = Напишите, пожалуйста, на чьё имя записать. Держу для вас это время { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }: { $when }.
book-ask-phone = Напишите, пожалуйста, номер телефона для связи. Держу для вас это время { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }: { $when }.
name-noted = Спасибо, { $name }!
phone-noted = Исправлено, ваш телефон: { $phone }.
name-noted-other = Спасибо, имя записано: { $name }.
book-bad-phone = Пришлите, пожалуйста, номер ещё раз: в «{ $phone }», похоже, опечатка, такого номера нет. Держу для вас время: { $when }.
book-bad-phone-no-name = Пришлите, пожалуйста, имя и номер ещё раз: в «{ $phone }», похоже, опечатка, такого номера нет. Держу для вас время: { $when }.
book-read-back =
    Проверьте, пожалуйста, запись:
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
    Имя: { $name }

    { $terms ->
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
    } Записать?
book-done =
    Вы записаны, ждём вас:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }

    Если задержитесь, напишите: подождём { $late ->
        [one] { $late } минуту
        [few] { $late } минуты
       *[other] { $late } минут
    }. Перенести или отменить визит можно прямо здесь.
book-for-whom = Имя в записи: { $name }.
book-prepare =
    Наш адрес: { $address }. { $directions }

    { $preparation } Визит займёт { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }.
book-prepare-bring =
    Наш адрес: { $address }. { $directions }

    { $preparation } Возьмите с собой { $bring }. Визит займёт { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }.
book-change-what = Конечно, поправим. Что изменить?
book-abandoned = Хорошо, ничего не записываю. Когда будет удобно, просто напишите, и я подберу время.
move-choose = Выберите новое время, и я сразу перенесу визит. Сейчас вы записаны: { $when }.
move-late =
    До визита меньше { $hours ->
        [one] { $hours } часа
       *[other] { $hours } часов
    }: штрафа за перенос нет, но предоплата, если вы её вносили, на новую дату не переходит.
move-read-back =
    Проверьте, пожалуйста, перенос:
    { $service }, { $practitioner }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }
    Было: { $old }
    Станет: { $when }

    Перенести?
move-done =
    Готово, визит перенесён:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }

    Прежнее время отменено: { $old }.
no-appointments = По этому чату я не вижу предстоящих визитов, но могу вас записать.
which-appointment =
    Выберите, пожалуйста, визит:
    { $lines }

    О каком из них речь?
appointment-line = • { $when } — { $service }, { $practitioner }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , { $branch }
    }
cancel-read-back-free =
    Подтвердите, пожалуйста, отмену:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }

    Это бесплатно: до визита не меньше { $hours ->
        [one] { $hours } часа
       *[other] { $hours } часов
    }. Можно и перенести на другое время. Отменить визит?
cancel-read-back-late =
    Подтвердите, пожалуйста, отмену:
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }

    До визита меньше { $hours ->
        [one] { $hours } часа
       *[other] { $hours } часов
    }: штрафа нет, но предоплата, если вы её вносили, не возвращается. Отменить на этих условиях?
cancel-read-back-several =
    Подтвердите, пожалуйста, отмену всех визитов:
    { $lines }

    { $terms ->
        [late] Штрафа нет, но предоплата за визит, до которого меньше { $hours ->
            [one] { $hours } часа
           *[other] { $hours } часов
        }, не возвращается.
       *[free] Это бесплатно.
    } Отменить всё?
cancel-done-several =
    Визиты отменены:
    { $lines }

    Захотите прийти в другой день — напишите, и я подберу время.
cancel-kept-several =
    Хорошо, визиты остаются, ждём вас:
    { $lines }
cancel-done =
    Визит отменён:
    { $service } — { $when }

    Захотите прийти в другой день — напишите, и я подберу время.
cancel-done-already = Визит уже отменён, но я могу записать вас снова.
cancel-kept =
    Хорошо, визит остаётся, ждём вас:
    { $service } — { $when }{ $mode ->
        [online] , онлайн
        [here] { "" }
       *[other] , филиал { $branch }
    }
book-services =
    Выберите услугу, и я подберу время:
    { $lines }

    Что вам нужно?
book-services-from =
    Выберите услугу, и я подберу время:
    { $lines }

    Ближайшее время: { $when }. Что вам нужно?
book-services-later =
    Выберите услугу:
    { $lines }

    В нужное время мест нет, ближайшее: { $when }. Что вам нужно?
book-not-by = Предложу другого специалиста: { $practitioner } эту услугу не оказывает.
book-not-at = Предложу другой филиал: в этом такой услуги нет ({ $branch }).
book-why-contact = Напишите имя и телефон: они нужны, только чтобы предупредить вас, если что-то изменится. Или позвать коллегу?
book-why-phone = Напишите номер: он нужен, только чтобы предупредить вас, если что-то изменится. Или позвать коллегу?
no-earlier-visit = Прошлых визитов в этом чате не вижу.
book-why-name = Подскажите имя: оно нужно только для записи. Или позвать коллегу?
