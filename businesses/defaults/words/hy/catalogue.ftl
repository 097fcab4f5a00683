# Help before buying: what is there, in which size, when it arrives. Days ($day) start with a small letter.

option-goods-closest = Ամենամոտը
option-goods-value = Մատչելի
option-goods-middle = Խորհուրդ եմ տալիս
option-goods-premium = Պրեմիում
option-wait = Սպասել այս չափսին
option-wait-any = Սպասել ստացմանը
option-woman = Կնոջ
option-man = Տղամարդու
option-child = Երեխայի
option-home = Տան

goods-card = { $lines }
goods-here = Առկա է ({ $count } հատ)․ { $product }{ $colour ->
        [none] { "" }
       *[other] , գույնը՝ { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , չափսը՝ { $size }
    } — { $price }{ $pieces ->
        [1] { "" }
       *[other] {" "}հատը, { $pieces } հատը՝ { $total }
    }։
goods-here-colours = Առկա է․ { $product }{ $size ->
        [none] { "" }
       *[other] , չափսը՝ { $size }
    } — { $price }։ Կարող եք ընտրել գույնը՝ { $colours }։
goods-fewer = Այդքան չունենք․ { $pieces } հատից առկա է { $count }-ը։ { $product } — հատը { $price }։
goods-size = { $size } չափսը՝ { $measure ->
        [bust] կրծքի շրջագիծը
        [waist] գոտկատեղը
        [hips] ազդրերի շրջագիծը
        [foot] ոտնաթաթի երկարությունը
        [finger] մատի շրջագիծը
        [head] գլխի շրջագիծը
       *[height] հասակը
    } { $low }–{ $high } { $measure ->
        [finger] մմ
       *[other] սմ
    }։
goods-size-found = Կհարմարի { $size } չափսը՝ { $measure ->
        [bust] կրծքի շրջագիծը
        [waist] գոտկատեղը
        [hips] ազդրերի շրջագիծը
        [foot] ոտնաթաթի երկարությունը
        [finger] մատի շրջագիծը
        [head] գլխի շրջագիծը
       *[height] հասակը
    } { $low }–{ $high } { $measure ->
        [finger] մմ
       *[other] սմ
    }։
goods-delivery = Առաքումը ({ $way })՝ { $sure ->
        [by] ամենաուշը { $day }
       *[on] { $day }
    }, { $cost ->
        [free] անվճար
       *[paid] { $price }
    }։
goods-in-time = Կհասցնենք․ { $way }՝ { $sure ->
        [by] ամենաուշը { $day }
       *[on] { $day }
    }, { $cost ->
        [free] անվճար
       *[paid] { $price }
    }։
goods-pickup-in-time = Առաքել չենք հասցնի, բայց կարող եք ինքներդ վերցնել․ { $way }՝ { $day }։
goods-too-late = Անկեղծ ասած՝ չենք հասցնի․ ամենաշուտը՝ { $day } ({ $way }, { $cost ->
        [free] անվճար
       *[paid] { $price }
    })։
goods-arrives = Կհասցնենք․ { $way }՝ { $day }։
goods-arrives-late = Անկեղծ ասած՝ առաքել չենք հասցնի․ ամենաշուտը՝ { $day } ({ $way })։
goods-ways =
    Կառաքենք, եթե պատվիրեք այսօր․
    { $lines }
goods-way = • { $way } — { $sure ->
        [by] ամենաուշը { $day }
       *[on] { $day }
    }, { $cost ->
        [free] անվճար
       *[paid] { $price }
    }{ $from ->
        [none] { "" }
       *[other] , { $from } և ավելի գնման դեպքում՝ անվճար
    }
goods-returns = Չհագածը կարող եք վերադարձնել { $days } օրում։
goods-link = Պատվիրել՝ { $link }
goods-page = Ընտրել գույնը և պատվիրել՝ { $link }
goods-ask-size = { $product } — { $price }։ Առկա չափսերը՝ { $sizes }։ Ո՞րն է Ձեզ պետք։
goods-ask-measure = Չափսը կգտնեմ չափումով։ { $measure ->
        [bust] Քանի՞ սանտիմետր է կրծքի շրջագիծը։
        [waist] Քանի՞ սանտիմետր է գոտկատեղը։
        [hips] Քանի՞ սանտիմետր է ազդրերի շրջագիծը։
        [foot] Քանի՞ սանտիմետր է ոտնաթաթի երկարությունը։
        [finger] Քանի՞ միլիմետր է մատի շրջագիծը։
        [head] Քանի՞ սանտիմետր է գլխի շրջագիծը։
       *[height] Քանի՞ սանտիմետր է հասակը։
    }
goods-no-size = Աղյուսակում այդ չափին համապատասխան չափս չկա․ ավելի լավ է հարցնել խորհրդատուին, նա գիտի, թե ինչպես է նստում։
goods-gone = Հիմա չկա․ { $product }{ $colour ->
        [none] { "" }
       *[other] , գույնը՝ { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , չափսը՝ { $size }
    }։ Նմանատիպ՝ առկա․
    { $lines }

    Ո՞րն է Ձեզ մոտ։
goods-gone-alone = Հիմա չկա․ { $product }{ $colour ->
        [none] { "" }
       *[other] , գույնը՝ { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , չափսը՝ { $size }
    }։ Գրե՞նք Ձեզ, երբ լինի։
goods-line = • { $label ->
        [closest] Ամենամոտը
        [value] Մատչելի
        [middle] Խորհուրդ եմ տալիս
       *[premium] Պրեմիում
    }՝ { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    } — { $price }
goods-choose =
    Ահա, ինչ կսազի․
    { $lines }

    Ո՞րն եք նախընտրում։
goods-choose-one = Կսազի { $product } — { $price }։ Ցույց տա՞մ։
goods-nothing-fits = Բոլոր ցանկություններին համապատասխան ոչինչ չկա, բայց կա մոտ տարբերակ․
    { $lines }

    Ո՞րն եք նախընտրում։
goods-over-budget = Այդ գումարի սահմանում առկա ապրանք չկա, ամենամոտը սրանք են․
    { $lines }

    Ո՞րն եք նախընտրում։
goods-nothing-more = Ձեր ցանկություններին համապատասխան այլ ապրանք հիմա չկա։ Կանչե՞մ խորհրդատուին։
goods-ask-whom = Կօգնեմ նվեր ընտրել։ Ո՞ւմ համար է այն։
goods-ask-what = Գրեք՝ ինչ եք փնտրում․ ապրանքը, չափսը կամ ում համար է նվերը, և կստուգեմ առկայությունը։ Ի՞նչ նայեմ։
goods-not-found = Այդպիսի ապրանք չգտա մեզ մոտ։ Ունենք { $kinds } և այլն։ Դրանցից ո՞րը նայեմ։
goods-waiting = Ավելացրինք Ձեզ սպասման ցուցակում․ կգրենք այստեղ, երբ լինի { $product }{ $colour ->
        [none] { "" }
       *[other] , գույնը՝ { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , չափսը՝ { $size }
    }։ Դա Ձեզ ոչնչի չի պարտավորեցնում։
goods-back = Կրկին առկա է․ { $product }{ $colour ->
        [none] { "" }
       *[other] , գույնը՝ { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , չափսը՝ { $size }
    } — { $price }։ Պատվիրել՝ { $link }
goods-nudge = Դեռ առկա է․ { $product }{ $size ->
        [none] { "" }
       *[other] , չափսը՝ { $size }
    }։ Պատվիրել՝ { $link }
    Եթե հարց ունեք, պարզապես գրեք։
goods-left = Լավ, մի շտապեք։ Երբ ցանկանաք շարունակել ընտրությունը, պարզապես գրեք։
goods-colours = Առկա գույները՝ { $colours }։
goods-no-size-range = { $product }․ չափսերը միայն { $low }–{ $high } { $measure ->
        [finger] մմ
       *[other] սմ
    } { $measure ->
        [bust] կրծքի շրջագծի
        [waist] գոտկատեղի
        [hips] ազդրերի շրջագծի
        [foot] ոտնաթաթի երկարության
        [finger] մատի շրջագծի
        [head] գլխի շրջագծի
       *[height] հասակի
    } համար են։ Կանչե՞մ խորհրդատուին, որ այլ տարբերակ գտնի։
goods-child-range = Մանկական հագուստը մեզ մոտ մինչև { $high } սմ հասակի համար է, { $age } տարեկանի համար, ցավոք, չունենք։ Ցույց տա՞մ մանկական նվերներ։
goods-cheapest = Ավելի էժան արդեն չկա, ամենամատչելին սրանք են․
    { $lines }

    Ո՞րն եք նախընտրում։
goods-choose-which =
    Այստեղ կա ընտրություն․
    { $lines }

    Ո՞րն եք նախընտրում։
goods-several-here = • Կա՝ { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    } — { $price }․ { $link }
goods-several-sizes = • Կա՝ { $product } — { $price }, չափսերը՝ { $sizes }․ { $link }
goods-several-gone = • Հիմա չկա՝ { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    }
goods-take = Հիանալի է։ Զամբյուղը պատրաստ է՝ { $product }{ $colour ->
        [none] { "" }
       *[other] , { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , { $size }
    }։ Մնում է ընտրել առաքումն ու վճարել՝ { $link }
goods-take-above = Հիանալի է։ Կարող եք պատվիրել հենց վերևի հղումներով․ եթե մի բան չստացվի, գրեք այստեղ։
goods-ask-colour = Հիանալի է։ { $product }․ առկա գույներն են՝ { $colours }։ Ո՞րն եք ուզում։
goods-look = Լուսանկարներն ու ճշգրիտ բաղադրությունը ապրանքի էջում են՝ { $link }
    { $product } — { $price }։ Գրեք չափսը կամ գույնը, և կստուգեմ առկայությունը։
goods-no-colour = Այդ գույնը ({ $colour }) այս ապրանքը չունի, կան՝ { $colours }։
goods-ask-which-item = Չափսը միանգամից կստուգեմ։ Ո՞ր ապրանքի համար է։
goods-gone-when = Ճշգրիտ օր դեռ չկա, բայց կգրեմ, հենց որ լինի։ Կսպասե՞ք, թե կընտրեք եղածներից։
goods-again = Ուրեմն ո՞րն եք ընտրում։
goods-again-size = Ուրեմն ո՞ր չափսն է Ձեզ պետք։
goods-yes = Այո, կա․ { $product }{ $colour ->
        [none] { "" }
       *[other] , գույնը՝ { $colour }
    }{ $size ->
        [none] { "" }
       *[other] , չափսը՝ { $size }
    } — { $price }{ $pieces ->
        [1] { "" }
       *[other] { " " }({ $pieces } հատ)
    }։
goods-look-short = Լուսանկարներն ու բաղադրությունը՝ ապրանքի էջում․ { $link }
goods-total = Առաքման հետ միասին՝ { $total }։
goods-count = Լավ, { $pieces } հատ։
