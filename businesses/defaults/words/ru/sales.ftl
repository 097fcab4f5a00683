# Leads: goals, prices, the call, the agreed touch, the brief. Neutral: a business says it its own way in its file.

sales-opening = Выберите, что ближе к вашей задаче, и я сразу сориентирую. С чего начнём?
sales-goal = Что из этого вам нужно?
sales-night = Я на связи и сейчас, хотя рабочий день уже закончился.
sales-ask = { $question }
sales-bundle =
    Напишите, пожалуйста, одним сообщением:
    { $lines }
sales-bundle-line = • { $field }
sales-price-from = { $goal } — от { $price }.
sales-price-range = { $goal } — { $price }.
sales-price-from-factor = { $goal } — от { $price }, точная сумма зависит от { $factor }.
sales-price-range-factor = { $goal } — { $price }, точная сумма зависит от { $factor }.
sales-price-from-line = • { $goal } — от { $price }
sales-price-range-line = • { $goal } — { $price }
sales-price-from-together = • Вместе — от { $price }
sales-price-range-together = • Вместе — { $price }
sales-prices =
    Ориентиры по ценам:
    { $lines }
sales-close = Предлагаю следующий шаг: { $service }, { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }: ближайшее время — { $when }. Записать вас или назвать примерную цену прямо здесь?
sales-close-call = Точнее скажем, когда встретимся: { $service }, { $minutes ->
        [one] { $minutes } минута
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }: ближайшее время — { $when }. Записать вас?
sales-case = { $case }
sales-touch = Могу написать вам с идеей для вашей задачи — { $day }. Написать?
sales-touch-only = Могу вернуться к вам с идеей позже — { $day }. Написать вам тогда?
sales-noted = Спасибо, учту это.
sales-yes = Да, делаем.
sales-which-is-better = Бесплатно подскажем, что выгоднее именно вам.
sales-close-again = Записать вас на звонок, { $when }?
sales-includes = Цена включает { $includes }.
sales-on-the-call = На это точно ответит менеджер на звонке.
sales-heard = Всё записано.
sales-dropped = Хорошо, вопрос закрываю. Вернётесь к этой идее — просто напишите сюда.
sales-touch-agreed = Договорились, напишу вам: { $day }. Передумаете — просто напишите «стоп».
sales-touch-refused = Хорошо, писать первыми не будем. Понадобимся — просто напишите сюда.
sales-touch-idea =
    Как договаривались, делюсь идеей: { $idea }

    Обсудим на коротком звонке?
sales-touch-plain = Как договаривались, возвращаюсь к вашей задаче. Обсудим её на коротком звонке?
sales-not-fit = { $alternative }
option-ballpark = Цена здесь
option-write-me = Лучше перепиской
option-touch-yes = Да, напишите
option-touch-no = Нет, спасибо
option-touch-talk = Да, обсудим
brief-line = • { $field }: { $value }
brief-read-back =
    Проверьте, пожалуйста, бриф:
    { $lines }

    Всё верно, передаём в работу?
brief-change-what = Конечно, поправим. Что изменить?
brief-stored = Предложение пришлём сюда, самое позднее — { $by }. Бриф уже у менеджера, повторять ничего не придётся.
brief-dropped = Хорошо, бриф не отправляю. Захотите вернуться — просто напишите.
option-brief-yes = Да, всё верно
draft-brief = Здравствуйте! Спасибо за подробный бриф, задача понятна. Готовим предложение с этапами и сроками. Когда вам удобно обсудить его?
draft-brief-price = Здравствуйте! Спасибо за бриф. Ориентир по вашей задаче: { $goal } — { $price }; этапы и точную сумму покажем в предложении. Когда вам удобно обсудить его?
lead-stored = Коллега свяжется с вами, самое позднее — { $by }. Все ваши пожелания уже у него.
draft-lead = Здравствуйте! Спасибо, что обратились к нам. Ваши пожелания передо мной. Когда вам удобно поговорить?
proposal-follow-1 = Предложение у вас. Если всё подходит, подтвердите, и согласуем дату начала. Берём в работу или что-то поправить?
proposal-follow-2 = Дальше всё просто: вы подтверждаете, коллега согласует с вами детали, и начинаем. Двигаемся или лучше созвониться?
proposal-follow-3 = Чтобы не отвлекать, спрошу в последний раз: обсудим предложение на коротком звонке, изменим его или пока закроем вопрос?
proposal-approved = Отлично, передаю ваше «да». Коллега напишет о следующем шаге, самое позднее — { $by }.
proposal-change-what = Конечно, поправим. Что изменить в предложении?
proposal-changes = Передаю коллеге, что изменить. Новый вариант или вопрос от него придёт сюда, самое позднее — { $by }.
proposal-thinking = Хорошо, решайте спокойно. Появятся вопросы — напишите сюда.
proposal-why = Понимаю, больше напоминать не будем. Подскажете, что не подошло?
proposal-closed = Спасибо, что сказали прямо, это поможет нам. Если планы изменятся, просто напишите сюда.
option-proposal-yes = Берём в работу
option-proposal-change = Изменить
option-proposal-call = Созвониться
option-proposal-no = Закрыть вопрос
option-change-scope = Объём работ
option-change-dates = Сроки
option-change-budget = Бюджет
option-loss-price = Дорого
option-loss-deadline = Не те сроки
option-loss-competitor = Выбрали других
option-loss-later = Сейчас не время
draft-proposal-yes = Здравствуйте! Рад, что предложение подошло. Следующий шаг с нас: пришлю документы и план. На кого их оформить?
draft-proposal-change = Здравствуйте! Вижу, что в предложении нужно изменить. Готовлю новый вариант. Что для вас в нём самое важное?
sales-by-writing = Хорошо, звонить не будем, только напишем.
