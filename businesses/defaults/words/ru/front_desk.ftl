# How the assistant introduces itself where business.yaml has no `assistant`: software, and it says so.

assistant = виртуальный помощник { $business } (программа, не человек)

# $does is what the business can do here: booking, goods or questions.

greeting = Здравствуйте! { $does ->
        [booking] Могу записать вас или ответить на вопрос.
        [goods] Помогу с выбором или проверю ваш заказ.
       *[questions] Отвечу на ваш вопрос или передам его коллегам.
    } Вам отвечает { $assistant }. Чем помочь?
not-understood = Простите, не получилось вас понять. Чем помочь: { $does ->
        [booking] записать вас
        [goods] подобрать товар
       *[questions] принять заявку
    }, ответить на вопрос или позвать человека?
out-of-scope = С этим помочь не получится, зато могу { $does ->
        [booking] записать вас
        [goods] помочь с выбором или заказом
       *[questions] принять вашу заявку
    } или ответить на вопрос о нас. Что вам нужно?

# Talking, and answers from the rules.

greeting-hello = Здравствуйте!
small-talk = Приятно пообщаться! Вернёмся к вашему вопросу.
thanks-short = Пожалуйста!
bye-short = Всего доброго! Захотите продолжить, просто напишите сюда.
bye-reply = Всего доброго! Понадобимся — пишите.
who-answers = Вам отвечает { $assistant }. Нужен человек — напишите «человек», и я позову коллегу.
thanks-reply = Пожалуйста! Если что-то ещё понадобится, пишите.
acknowledged = Хорошо. Если что-то понадобится, пишите.
not-understood-short = Простите, не получилось понять: напишите, пожалуйста, чуть иначе.
choice-gone = Выберите, чем помочь: прежний вопрос уже закрыт. Что вам нужно?
out-of-scope-short = С этим, к сожалению, помочь не получится.
unsupported-content = Напишите, пожалуйста, словами: голосовые сообщения и картинки я пока не открываю.
opted-out = Хорошо, больше не будем вам писать, и напоминаний тоже не будет. Если вы записаны, запись остаётся. Понадобимся — просто напишите.
ask-question = Слушаю вас: напишите вопрос своими словами.
ask-field = { $question }
policy-unknown = На это лучше ответит коллега: в наших правилах этого нет. Позвать его?
policy-unknown-short = В наших правилах этого нет; если нужен точный ответ, напишите «человек», и я позову коллегу.
policy-unsure = Выберите тему, и я отвечу. Какая ближе к вашему вопросу?
question-added = Передам и это: ответ придёт сюда, самое позднее — { $by }.
late-noted = Спасибо, что предупредили: передаю коллегам, что вы задержитесь.
draft-late = Хорошо, ждём вас.
escalated-waiting = Ваш вопрос уже у коллеги, ответ придёт сюда, самое позднее — { $by }.
decision-rejected = К сожалению, с этой просьбой пойти вам навстречу не сможем. Могу подобрать время визита или ответить на другой вопрос.
promise-late = Коллега ответит вам здесь, самое позднее — { $by }. Простите, что приходится ждать дольше обещанного.
flow-resumed = Вернёмся к тому, на чём остановились.
turn-failed = Передаю ваше сообщение коллеге: ответить автоматически сейчас не получилось. Коллега напишет вам здесь, самое позднее — { $by }.
looking-around = Хорошо, смотрите спокойно. Появится вопрос о ценах, сроках или о чём угодно — просто напишите сюда.
own-visits =
    Вы записаны:
    { $lines }

    Перенести или отменить можно прямо здесь.
no-appointments-ask = В этом чате предстоящих визитов не вижу: возможно, запись на другой номер. Записать вас или позвать коллегу, чтобы проверил?
photo-welcome = Да, присылайте прямо сюда: так будет понятнее.
photo-welcome-tell = Да, присылайте прямо сюда. Что случилось, в двух словах?
still-on = Да, давайте продолжим.

# Who works here and when. $last is `yes` where nothing else is asked after it.

person-works = { $last ->
    [yes] Напишите удобный день, и я подберу время. { $practitioner } — дни и часы работы:
   *[no] { $practitioner } — дни и часы работы:
    }
    { $lines }
person-works-on =
    Да, { $day }: { $practitioner }.
    { $lines }
person-not-on =
    Нет, в этот день приёма не будет: { $day }. { $practitioner } — дни и часы работы:
    { $lines }
person-not-there =
    По этому адресу приёма нет: { $branch }. { $practitioner } — дни и часы работы:
    { $lines }
person-hours = • { $branch } — { $days } { $opens }–{ $closes }
day-hours = • { $branch } — { $opens }–{ $closes }
day-closed = • { $branch } — закрыто
person-line = • { $practitioner }
people =
    Выбирайте, к кому вам удобно:
    { $lines }
people-for =
    { $service } — к кому можно записаться:
    { $lines }
open-on =
    Да, работаем: { $day }.
    { $lines }
closed-on = Выберите, пожалуйста, другой день, в этот мы закрыты: { $day }.

# What there is, asked of nothing in particular.

offer-list =
    Вот что у нас есть и сколько стоит:
    { $lines }

    Что из этого вас интересует?
offer-line = • { $name } — от { $price }
offer-line-one = • { $name } — { $price }
offer-line-more = • а ещё { $names }
offer-line-unpriced = • { $name }
