# Problems: what helps at once, whose order it is, what is done, and people who solve the rest. Moments ($by, $expected,
# $delivered, $scanned, $until) start with a small letter: keep them inside a sentence, after a dash or a colon.

support-sorry = Понимаю вас, давайте разберёмся.
support-regret = Мне жаль, что так вышло.
support-steps = { $steps }
problem-ask = Напишите, пожалуйста, что именно случилось: с чем помочь?

# Whose order it is. Nothing here may tell whether there is such an order.

identity-ask-order = Напишите, пожалуйста, номер заказа (он выглядит так: { $example }) или email, на который он оформлен.
identity-ask-any-order = Напишите, пожалуйста, номер заказа или email, на который он оформлен.
identity-ask-phone_digits =
    Подтвердите, пожалуйста, что заказ ваш: напишите последние { $digits ->
        [few] { $digits } цифры
       *[many] { $digits } цифр
    } телефона из заказа.
identity-ask-postcode = Подтвердите, пожалуйста, что заказ ваш: напишите почтовый индекс из адреса доставки.
identity-ask-name = Подтвердите, пожалуйста, что заказ ваш: напишите имя и фамилию получателя.
identity-failed-phone_digits =
    Проверьте, пожалуйста, номер заказа и последние { $digits ->
        [few] { $digits } цифры
       *[many] { $digits } цифр
    } телефона и пришлите их ещё раз: подтвердить заказ пока не получилось.
identity-failed-postcode = Проверьте, пожалуйста, номер заказа и почтовый индекс и пришлите их ещё раз: подтвердить заказ пока не получилось.
identity-failed-name = Проверьте, пожалуйста, номер заказа и имя с фамилией и пришлите их ещё раз: подтвердить заказ пока не получилось.
identity-person = Передаю коллеге: он сам проверит данные и ответит вам здесь, самое позднее — { $by }.

# Where an order is; said to its owner only.

order-facts = { $lines }
order-which = Выберите, пожалуйста, заказ: о каком из них речь?
option-order = { $order }
order-on-way = Заказ { $order } уже в пути. Ожидаемая доставка: { $expected }.
order-on-way-open = Заказ { $order } уже в пути.
order-preparing = Заказ { $order } собираем. Ожидаемая доставка: { $expected }.
order-preparing-open = Заказ { $order } собираем, скоро передадим его в доставку.
order-ready = Заказ { $order } ждёт вас в пункте выдачи.
order-delivered = Заказ { $order } доставлен: { $delivered }.
order-delivered-open = Заказ { $order } уже доставлен.
order-returned = Заказ { $order } уже возвращён нам.
order-cancelled = Заказ { $order } отменён.
order-late = Заказ { $order } задерживается, простите нас за это. Обещанный срок был такой: { $expected }.
order-scan = Последняя отметка: { $place }, { $scanned }.
order-tracking = Трек-номер: { $tracking }.
order-link = Трек-номер { $tracking }, следить можно здесь: { $link }

# Did it help, and how was our help.

helped-ask = Это помогло?
option-helped = Да, помогло
option-not-helped = Нет
helped-glad = Рады, что помогло! Если что-то ещё понадобится, пишите.
rating-ask = Рады, что помогло! И последнее: как вам наша помощь?
option-rating-good = Хорошо
option-rating-fair = Нормально
option-rating-poor = Плохо
rating-reason = Подскажите, пожалуйста: что нам стоило сделать лучше?
rating-thanks = Спасибо за оценку! Если понадобимся, пишите.
rating-thanks-sorry = Спасибо, что сказали: передадим это коллегам, чтобы стало лучше.

# Sending an order back, and a new password.

return-read-back =
    Проверьте, пожалуйста: возврат заказа { $order } на { $total }.
    { $lines }

    Оформить возврат?
return-no-timeline = Когда посылка придёт к нам, напишем вам о деньгах.
option-return-yes = Да, оформить
option-return-no = Нет, не нужно
return-started = Оформляю возврат, код для отправки сейчас пришлю.
return-label = Код возврата: { $code }. Покажите его в пункте выдачи или напишите на посылке.
return-label-link = Этикетка для посылки: { $link }
return-label-until = Отправить посылку можно до этого дня включительно: { $until }.
return-kept = Хорошо, возврат не оформляю. Если передумаете, просто напишите.
return-not-delivered = Заказ { $order } ещё не доставлен, поэтому возвратом займётся коллега.
return-too-late =
    Коллега посмотрит, чем можно помочь: на возврат есть { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }, а заказ доставлен давно: { $delivered }.
reset-ask = Напишите, пожалуйста, email вашего аккаунта, и я пришлю способ задать новый пароль.
reset-read-back = Подтвердите, пожалуйста: задать новый пароль для { $email }?
reset-started = Принято, готовлю ссылку.
reset-page = Откройте страницу и введите свой email: { $link } Письмо придёт, если такой аккаунт есть.
reset-sent = Проверьте почту: если такой аккаунт есть, письмо со ссылкой придёт через несколько минут. Загляните и в «Спам».
errand-failed = Код возврата пришлёт коллега, самое позднее — { $by }: система сейчас не отвечает. Сам возврат принят.
errand-failed-by = Коллега сделает это сам и напишет вам здесь, самое позднее — { $by }: система сейчас не отвечает.
orders-down = Коллега проверит ваш заказ и ответит здесь, самое позднее — { $by }: система заказов сейчас не отвечает.

# People who solve it. $by is the promised time.

blocks-ask = Подскажите: из-за этого вы совсем не можете продолжить?
option-blocked = Да, всё стоит
option-not-blocked = Нет, терпит
ticket-stored = Коллеги разберутся и ответят вам здесь, самое позднее — { $by }. Повторять ничего не придётся.
ticket-urgent = Передаю как срочное: коллега ответит вам здесь, самое позднее — { $by }.
ticket-after-all = Передаю коллеге со всеми подробностями: он ответит вам здесь, самое позднее — { $by }.
ticket-late = Уже выясняем это у службы доставки и напишем вам сюда, самое позднее — { $by }.
ticket-known = Ваше обращение уже у коллеги, и это сообщение тоже. Ответ придёт сюда, самое позднее — { $by }.
ticket-again = Возвращаем ваше обращение в работу как срочное: ответ придёт сюда, самое позднее — { $by }. Простите, что сразу не получилось.
ticket-timeline = { $timeline }
ticket-photo = Если есть фото, пришлите его сюда: так решим быстрее.
photo-noted = Спасибо, фото получено и приложено к вашему обращению.
ticket-news = Новости по вашему обращению: { $news }
ticket-in-work = Вашим обращением уже занимаются: как только будет ответ, напишем сюда.
ticket-solved = Готово, ваше обращение решено.
ticket-solved-news = Готово, ваше обращение решено. { $news }
draft-ticket = Здравствуйте! Мы получили ваше обращение и занимаемся им. Как только всё выясним, напишем вам сюда.

# An order has come.

order-arrived = Проверьте, пожалуйста, ваш заказ: он доставлен. Всё ли в порядке?
order-arrived-brief = Ваш заказ доставлен. Если что-то не так, просто напишите.
order-arrived-number = Проверьте, пожалуйста, заказ { $order }: он доставлен. Всё ли в порядке?
order-arrived-number-brief = Заказ { $order } доставлен. Если что-то не так, просто напишите.
option-arrived-well = Всё хорошо
option-arrived-badly = Есть проблема
