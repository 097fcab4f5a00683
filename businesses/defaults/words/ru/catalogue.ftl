# Help before buying: what is there, in which size, when it arrives. Days ($day) start with a small letter.

option-goods-closest = Ближе всего
option-goods-value = Выгодно
option-goods-middle = Советую
option-goods-premium = Премиум
option-wait = Ждать этот размер
option-wait-any = Ждать поступления
option-woman = Ей
option-man = Ему
option-child = Ребёнку
option-home = В дом

goods-card = { $lines }
goods-here = Есть в наличии ({ $count } шт.): { $product }{ $colour ->
        [none] { "" }
       *[other] , цвет { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , размер { $size }
    } — { $price }{ $pieces ->
        [1] { "" }
       *[other] {" "}за штуку, { $pieces } шт. — { $total }
    }.
goods-here-colours = Есть в наличии: { $product }{ $size ->
        [none] { "" }
       *[other] , размер { $size }
    } — { $price }. Цвета на выбор: { $colours }.
goods-fewer = Столько нет: в наличии { $count } шт. из { $pieces }. { $product } — { $price } за штуку.
goods-size = Размер { $size }: { $measure ->
        [bust] обхват груди
        [waist] обхват талии
        [hips] обхват бёдер
        [foot] длина стопы
        [finger] обхват пальца
        [head] обхват головы
       *[height] рост
    } { $low }–{ $high } { $measure ->
        [finger] мм
       *[other] см
    }.
goods-size-found = Подойдёт размер { $size }: { $measure ->
        [bust] обхват груди
        [waist] обхват талии
        [hips] обхват бёдер
        [foot] длина стопы
        [finger] обхват пальца
        [head] обхват головы
       *[height] рост
    } { $low }–{ $high } { $measure ->
        [finger] мм
       *[other] см
    }.
goods-delivery = Доставка ({ $way }): { $sure ->
        [by] самое позднее — { $day }
       *[on] { $day }
    }, { $cost ->
        [free] бесплатно
       *[paid] { $price }
    }.
goods-in-time = К сроку успеем: { $way } — { $sure ->
        [by] самое позднее { $day }
       *[on] { $day }
    }, { $cost ->
        [free] бесплатно
       *[paid] { $price }
    }.
goods-pickup-in-time = Доставить к сроку не успеем, но можно забрать самим: { $way } — { $day }.
goods-too-late = К сроку, честно, не успеем: самое раннее — { $day } ({ $way }, { $cost ->
        [free] бесплатно
       *[paid] { $price }
    }).
goods-arrives = К сроку успеем: { $way } — { $day }.
goods-arrives-late = К сроку доставить, честно, не успеем: самое раннее — { $day } ({ $way }).
goods-ways =
    Доставим, при заказе сегодня:
    { $lines }
goods-way = • { $way } — { $sure ->
        [by] самое позднее { $day }
       *[on] { $day }
    }, { $cost ->
        [free] бесплатно
       *[paid] { $price }
    }{ $from ->
        [none] { "" }
       *[other] , от { $from } бесплатно
    }
goods-returns = Вернуть можно { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }, если не носили.
goods-link = Оформить: { $link }
goods-page = Выбрать цвет и оформить: { $link }
goods-ask-size = { $product } — { $price }. Размеры в наличии: { $sizes }. Какой вам нужен?
goods-ask-measure = Подберу размер по мерке. { $measure ->
        [bust] Какой у вас обхват груди в сантиметрах?
        [waist] Какой у вас обхват талии в сантиметрах?
        [hips] Какой у вас обхват бёдер в сантиметрах?
        [foot] Какая длина стопы в сантиметрах?
        [finger] Какой обхват пальца в миллиметрах?
        [head] Какой обхват головы в сантиметрах?
       *[height] Какой рост в сантиметрах?
    }
goods-no-size = В таблице нет размера на такую мерку, лучше спросить консультанта: он знает посадку.
goods-gone = Сейчас нет: { $product }{ $colour ->
        [none] { "" }
       *[other] , цвет { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , размер { $size }
    }. Похожее в наличии:
    { $lines }

    Что вам ближе?
goods-gone-alone = Сейчас нет: { $product }{ $colour ->
        [none] { "" }
       *[other] , цвет { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , размер { $size }
    }. Написать вам, когда появится?
goods-line = • { $label ->
        [closest] Ближе всего
        [value] Выгодно
        [middle] Советую
       *[premium] Премиум
    }: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    } — { $price }
goods-choose =
    Вот что подойдёт:
    { $lines }

    Что вам ближе?
goods-choose-one = Подойдёт { $product } — { $price }. Показать?
goods-nothing-fits = По этим пожеланиям в наличии ничего нет, но есть близкое:
    { $lines }

    Что вам ближе?
goods-over-budget = В этот бюджет ничего нет в наличии; ближе всего:
    { $lines }

    Что вам ближе?
goods-nothing-more = Другого под ваши пожелания сейчас нет. Позвать консультанта?
goods-ask-whom = Помогу выбрать подарок. Для кого он?
goods-ask-what = Напишите, что ищете: вещь, размер или для кого подарок, и я проверю наличие. Что посмотреть?
goods-not-found = Такой вещи у нас не нашлось. Есть { $kinds } и другое. Что из этого посмотреть?
goods-waiting = Внесли вас в лист ожидания: напишем сюда, как появится { $product }{ $colour ->
        [none] { "" }
       *[other] , цвет { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , размер { $size }
    }. Это ни к чему не обязывает.
goods-back = Снова в наличии: { $product }{ $colour ->
        [none] { "" }
       *[other] , цвет { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , размер { $size }
    } — { $price }. Оформить: { $link }
goods-nudge = Пока в наличии: { $product }{ $size ->
        [none] { "" }
       *[other] , размер { $size }
    }. Оформить: { $link }
    Если есть вопросы, просто напишите.
goods-left = Хорошо, не тороплю. Если захотите вернуться к выбору, просто напишите.
goods-colours = Цвета в наличии: { $colours }.
goods-no-size-range = { $product }: размеры только на { $measure ->
        [bust] обхват груди
        [waist] обхват талии
        [hips] обхват бёдер
        [foot] длину стопы
        [finger] обхват пальца
        [head] обхват головы
       *[height] рост
    } { $low }–{ $high } { $measure ->
        [finger] мм
       *[other] см
    }. Позвать консультанта, он подберёт замену?
goods-child-range = Детская одежда у нас на рост до { $high } см, так что на { $age ->
        [one] { $age } год
        [few] { $age } года
       *[other] { $age } лет
    }, к сожалению, нет. Показать подарки для детей?
goods-cheapest = Дешевле уже нет, самое доступное:
    { $lines }

    Что вам ближе?
goods-choose-which =
    Здесь есть на выбор:
    { $lines }

    Что вам ближе?
goods-several-here = • Есть: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    } — { $price }: { $link }
goods-several-sizes = • Есть: { $product } — { $price }, размеры { $sizes }: { $link }
goods-several-gone = • Сейчас нет: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    }
goods-take = Отлично! Корзина собрана: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    }. Осталось выбрать доставку и оплатить: { $link }
goods-take-above = Отлично! Оформить можно прямо по ссылкам выше; если что-то не получится, напишите сюда.
goods-ask-colour = Отлично! { $product } есть в цветах: { $colours }. Какой вам?
goods-look = Фото и точный состав — на странице вещи: { $link }
    { $product } — { $price }. Назовите размер или цвет, и я проверю наличие.
goods-no-colour = Такого цвета ({ $colour }) у этой вещи нет, есть: { $colours }.
goods-ask-which-item = Размер сразу проверю. Для какой вещи?
goods-gone-when = Точной даты пока нет, но могу написать, как только появится. Подождёте или выберете из того, что есть?
goods-again = Так что выберете?
goods-again-size = Так какой размер вам нужен?
goods-yes = Да, есть: { $product }{ $colour ->
        [none] { "" }
       *[other] , цвет { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , размер { $size }
    } — { $price }{ $pieces ->
        [1] { "" }
       *[other] { " " }за { $pieces } шт.
    }.
goods-look-short = Фото и состав — на странице товара: { $link }
goods-total = Всего вместе с доставкой — { $total }.
goods-count = Хорошо, { $pieces } шт.
