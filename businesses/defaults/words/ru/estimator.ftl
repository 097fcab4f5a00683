# Prices that are worked out, and estimates that people make.

option-unsure = Не знаю
option-estimate-book = Записаться
option-estimate-measure = Вызвать замерщика
option-estimate-call = Звонок специалиста
estimate-ask-service = Скажите, что нужно сделать, и я посчитаю. Что из этого вам ближе?
estimate-ask-service-again = Опишите, пожалуйста, в двух словах, что случилось или что сделать. Можно и выбрать:
estimate-photo = Пришлите, если удобно, фото: { $photos }. Можно и без него.
estimate-photo-noted = Фото получили, специалист посмотрит его до визита.
estimate-noted = Учёл: { $facts }.
estimate-line = • { $name } — { $sum }
estimate-line-less = • { $name }: минус { $sum }
estimate-line-counted = • { $name } × { $quantity } — { $sum }
estimate-exact =
    { $service } — { $total }:
    { $lines }{ $link ->
        [none] { "" }
       *[other] { "" }
            Смета: { $link }
    }
estimate-exact-plain =
    { $service } — { $total } ({ $facts }).{ $link ->
        [none] { "" }
       *[other] { " " }Смета: { $link }
    }
estimate-exact-bare =
    { $service } — { $total }.{ $link ->
        [none] { "" }
       *[other] { " " }Смета: { $link }
    }
estimate-range =
    { $service } — { $total }. Точная сумма зависит от одного: { $factor }.
    { $lines }{ $link ->
        [none] { "" }
       *[other] { "" }
            Смета: { $link }
    }
estimate-range-plain =
    { $service } — { $total }. Точная сумма зависит от одного: { $factor }.{ $link ->
        [none] { "" }
       *[other] { " " }Смета: { $link }
    }
estimate-range-open =
    { $service } — { $total }, точнее скажет специалист на месте.{ $link ->
        [none] { "" }
       *[other] { " " }Смета: { $link }
    }
estimate-includes = Цена включает { $includes }.
estimate-photo-awaited = Хорошо, жду фото.
estimate-together = Вместе — { $total }.
estimate-offer-book = Подобрать время?
estimate-offer-measure = Прислать замерщика, чтобы назвать точную цену?
estimate-offer-call = Специалист может позвонить и назвать точную цену. Удобно?
estimate-kept = Хорошо, цена в силе, последний день — { $date }. Решите — просто напишите сюда, считать заново не придётся.
estimate-abandoned = Хорошо. Понадобится цена или специалист, просто напишите сюда.
estimate-follow-up = Цена в силе: { $service } — { $total }. Подобрать время или остались вопросы?
estimate-ask-contact = Напишите имя и номер телефона: специалист позвонит и назовёт точную цену.
estimate-ask-phone = Напишите номер телефона: специалист позвонит и назовёт точную цену.
estimate-call-stored = Специалист позвонит вам и назовёт точную цену, самое позднее — { $by }. Всё, что вы рассказали, у него перед глазами.
estimate-price-after = Осталось узнать одно, и назову цену.
estimate-unlisted = Такой работы в прайсе нет: мастер посмотрит и напишет вам здесь, самое позднее — { $by }.
estimate-unlisted-named = { $work }: такой работы в прайсе нет, но мы её оценим. Мастер напишет цену сюда, самое позднее — { $by }. Фото и размеры можно прислать прямо здесь.
estimate-unlisted-beside = { $work }: эту цену мастер напишет сюда отдельно, самое позднее — { $by }.
estimate-waiting = Цену мастер напишет сюда, самое позднее — { $by }. Всё, что вы добавите, он увидит.
estimate-waiting-time = Время согласуем вместе с ценой: мастер напишет сюда, самое позднее — { $by }. Ваше пожелание он увидит.
estimate-assumed = Похоже, это { $service }; мастер уточнит на месте.
estimate-stored = Мы подготовим расчёт и напишем вам, самое позднее — { $by }.
draft-estimate = Здравствуйте! Мы посмотрели вашу заявку и готовим расчёт. Есть ли что-то, что нам стоит учесть?
draft-estimate-total = Здравствуйте! Посчитали: { $service } — { $total }. Подобрать вам время?
draft-estimate-call = Здравствуйте! Звоню по поводу расчёта: { $service }. Когда удобно поговорить?
zone-not-known = Не нашёл этого места среди тех, куда мы выезжаем.
zone-not-served = Сюда мы, к сожалению, не выезжаем: { $zone }.
zone-not-served-instead = Сюда мы не выезжаем: { $zone }. { $instead }

# What is printed on the quote.

quote-title = Смета
quote-dated = от { $date }
quote-replaces = Заменяет версию { $version } этой сметы
quote-for = Для: { $name }
quote-item = Позиция
quote-quantity = Кол-во
quote-unit-price = Цена
quote-sum = Сумма
quote-total = Итого
quote-depends = Точная сумма зависит от следующего: { $factors }.
quote-valid = Цена действует до { $date } включительно.
