# How a reply may begin: one beginning a line. Each is said once in a conversation, and not in every reply. A business that
# wants none writes the message with { "" } in its own words. What follows is joined with a comma.

# To a request.
openings-request =
    Конечно
    Хорошо
    С удовольствием
    Да, конечно
    Разумеется
    Без проблем
    С радостью
    Само собой
    Да
    Да, разумеется
# To an answer that was chosen.
openings-choice =
    Отлично
    Договорились
    Прекрасно
    Понятно
    Замечательно
    Хороший выбор
    Очень хорошо
    Принято
    Чудесно
    Хорошо, понятно
# To facts: a name, a phone, an address.
openings-facts =
    Спасибо
    Благодарю
    Большое спасибо
    Спасибо большое
    Благодарю вас
    Спасибо, вижу
    Всё понятно
    Ясно
    Записываю, спасибо
    Спасибо, записываю
# To somebody who is upset: a line of its own, the steps come below it.
openings-sorry =
    Понимаю вас.
    Мне жаль, что так вышло.
    Понимаю, это неприятно.
    Простите за неудобства.
    Понимаю ваше недовольство.
    Жаль, что так получилось.
    Вы правы, так быть не должно.
    Извините, что так вышло.
    Понимаю, почему вы огорчены.
    Понимаю, как это важно для вас.
