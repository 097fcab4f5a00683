# Days and buttons. A button holds 20 characters.

day-today = сегодня
day-tomorrow = завтра
price-free = бесплатно
option-yes = Да
option-no = Нет
option-change = Изменить
option-other-time = Другое время
option-other-service = Другая услуга
option-not-now = Не сейчас
option-cancel = Отменить визит
option-move = Перенести
option-keep = Оставить как есть
option-book = Записаться
option-buy = Выбрать вещь
option-question = Задать вопрос
option-person = Позвать человека
option-will-come = Да, приду
option-slot = { $when }
option-text = { $text }
option-both = Обе услуги
option-child-gifts = Показать подарки
