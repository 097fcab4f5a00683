# Help before buying: what is there, in which size, when it arrives. Days ($day) start with a small letter.

option-goods-closest = Closest
option-goods-value = Best value
option-goods-middle = My pick
option-goods-premium = Premium
option-wait = Wait for this size
option-wait-any = Wait for it
option-woman = For her
option-man = For him
option-child = For a child
option-home = For the home

goods-card = { $lines }
goods-here = In stock ({ $count } left): { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , size { $size }
    } — { $price }{ $pieces ->
        [1] { "" }
       *[other] {" "}each, { $total } for { $pieces }
    }.
goods-here-colours = In stock: { $product }{ $size ->
        [none] { "" }
       *[other] , size { $size }
    } — { $price }. Colours to choose from: { $colours }.
goods-fewer = We do not have that many: { $count } of { $pieces } are in stock. { $product } — { $price } each.
goods-size = Size { $size }: { $measure ->
        [bust] bust
        [waist] waist
        [hips] hips
        [foot] foot length
        [finger] finger girth
        [head] head
       *[height] height
    } { $low }–{ $high } { $measure ->
        [finger] mm
       *[other] cm
    }.
goods-size-found = Size { $size } will fit: { $measure ->
        [bust] bust
        [waist] waist
        [hips] hips
        [foot] foot length
        [finger] finger girth
        [head] head
       *[height] height
    } { $low }–{ $high } { $measure ->
        [finger] mm
       *[other] cm
    }.
goods-delivery = Delivery ({ $way }): { $sure ->
        [by] at the latest { $day }
       *[on] { $day }
    }, { $cost ->
        [free] free
       *[paid] { $price }
    }.
goods-in-time = It will be there in time: { $way }, { $sure ->
        [by] at the latest { $day }
       *[on] { $day }
    }, { $cost ->
        [free] free
       *[paid] { $price }
    }.
goods-pickup-in-time = We cannot deliver it in time, but you can collect it: { $way }, { $day }.
goods-too-late = Honestly, it will not arrive in time: the earliest is { $day } ({ $way }, { $cost ->
        [free] free
       *[paid] { $price }
    }).
goods-arrives = It will be there in time: { $way }, { $day }.
goods-arrives-late = Honestly, delivery will not make it in time: the earliest is { $day } ({ $way }).
goods-ways =
    We deliver there; if you order today:
    { $lines }
goods-way = • { $way } — { $sure ->
        [by] at the latest { $day }
       *[on] { $day }
    }, { $cost ->
        [free] free
       *[paid] { $price }
    }{ $from ->
        [none] { "" }
       *[other] , free from { $from }
    }
goods-returns = Unworn, it can be returned for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
goods-link = Order here: { $link }
goods-page = Choose a colour and order: { $link }
goods-ask-size = { $product } — { $price }. Sizes in stock: { $sizes }. Which one do you need?
goods-ask-measure = I will find the size from a measurement. { $measure ->
        [bust] What is your bust in centimetres?
        [waist] What is your waist in centimetres?
        [hips] What are your hips in centimetres?
        [foot] How long is the foot in centimetres?
        [finger] What is the finger's girth in millimetres?
        [head] What is the head's girth in centimetres?
       *[height] What is the height in centimetres?
    }
goods-no-size = Our table has no size for that measurement; a shop assistant who knows the fit can help better.
goods-gone = Not in stock now: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , size { $size }
    }. Similar and in stock:
    { $lines }

    Which would you like?
goods-gone-alone = Not in stock now: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , size { $size }
    }. Shall we write to you when it is back?
goods-line = • { $label ->
        [closest] Closest
        [value] Best value
        [middle] My pick
       *[premium] Premium
    }: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    } — { $price }
goods-choose =
    These would suit:
    { $lines }

    Which would you like?
goods-choose-one = { $product } would suit — { $price }. Shall I show it?
goods-nothing-fits = Nothing in stock fits all of that, but these come close:
    { $lines }

    Which would you like?
goods-over-budget = Nothing in stock fits this budget; the closest:
    { $lines }

    Which would you like?
goods-nothing-more = There is nothing else in stock that fits your wishes. Shall I call a person?
goods-ask-whom = I will help you choose a gift. Who is it for?
goods-ask-what = Tell me what you are looking for: the item, the size or who the gift is for, and I will check the stock. What shall I look up?
goods-not-found = We do not seem to have that. We have { $kinds } and more. Which of these shall I look up?
goods-waiting = You are on the list: we will write here when { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour },
    }{ $size ->
        [none] { "" }
       *[other] {" "}in size { $size }
    } is back. It binds you to nothing.
goods-back = Back in stock: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , size { $size }
    } — { $price }. Order here: { $link }
goods-nudge = Still in stock: { $product }{ $size ->
        [none] { "" }
       *[other] , size { $size }
    }. Order here: { $link }
    If you have a question, just write.
goods-left = All right, take your time. Whenever you want to go on choosing, just write.
goods-colours = Colours in stock: { $colours }.
goods-no-size-range = { $product }: the sizes only fit { $measure ->
        [bust] a bust
        [waist] a waist
        [hips] hips
        [foot] a foot
        [finger] a finger
        [head] a head
       *[height] a height
    } of { $low }–{ $high } { $measure ->
        [finger] mm
       *[other] cm
    }. Shall I call an assistant to find you something else?
goods-child-range = Our children's clothes go up to a height of { $high } cm, so for { $age ->
        [one] { $age } year
       *[other] { $age } years
    } there is nothing, I am afraid. Shall I show gifts for children?
goods-cheapest = Nothing costs less; these are our lowest prices:
    { $lines }

    Which would you like?
goods-choose-which =
    Here there is a choice:
    { $lines }

    Which would you like?
goods-several-here = • In stock: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    } — { $price }: { $link }
goods-several-sizes = • In stock: { $product } — { $price }, sizes { $sizes }: { $link }
goods-several-gone = • Not in stock now: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    }
goods-take = Great! Your cart is ready: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    }. Just choose the delivery and pay: { $link }
goods-take-above = Great! You can order right from the links above; if anything does not work, write here.
goods-ask-colour = Great! { $product } comes in { $colours }. Which colour would you like?
goods-look = Photos and the exact composition are on its page: { $link }
    { $product } — { $price }. Tell me a size or a colour, and I will check the stock.
goods-no-colour = It does not come in { $colour }; there is { $colours }.
goods-ask-which-item = I will check the size at once. Which item is it for?
goods-gone-when = There is no date for it yet; I can write to you as soon as it is back. Shall I, or will you take what is in stock?
goods-again = So which one would you like?
goods-again-size = So which size do you need?
goods-yes = Yes, we have it: { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , size { $size }
    } — { $price }{ $pieces ->
        [1] { "" }
       *[other] { " " }for { $pieces }
    }.
goods-look-short = Photos and details are on its page: { $link }
goods-total = With delivery it comes to { $total }.
goods-count = All right, { $pieces } of them.
