# Prices that are worked out, and estimates that people make.

option-unsure = Չգիտեմ
option-estimate-book = Գրանցվել
option-estimate-measure = Կանչել չափագրողի
option-estimate-call = Մասնագետի զանգ
estimate-ask-service = Ասեք՝ ինչ է պետք անել, և ես կհաշվեմ։ Սրանցից ո՞րն է։
estimate-ask-service-again = Խնդրում եմ, երկու խոսքով գրեք՝ ինչ է պատահել կամ ինչ է պետք անել։ Կարող եք նաև ընտրել․
estimate-photo = Եթե հարմար է, ուղարկեք լուսանկար՝ { $photos }։ Կարելի է նաև առանց դրա։
estimate-photo-noted = Լուսանկարը ստացանք, մասնագետը կնայի այցից առաջ։
estimate-noted = Հաշվի առա՝ { $facts }։
estimate-line = • { $name } — { $sum }
estimate-line-less = • { $name }՝ հանած { $sum }
estimate-line-counted = • { $name } × { $quantity } — { $sum }
estimate-exact =
    { $service } — { $total }․
    { $lines }{ $link ->
        [none] { "" }
       *[other] { "" }
            Նախահաշիվ՝ { $link }
    }
estimate-exact-plain =
    { $service } — { $total } ({ $facts })։{ $link ->
        [none] { "" }
       *[other] { " " }Նախահաշիվ՝ { $link }
    }
estimate-exact-bare =
    { $service } — { $total }։{ $link ->
        [none] { "" }
       *[other] { " " }Նախահաշիվ՝ { $link }
    }
estimate-range =
    { $service } — { $total }։ Ճշգրիտ գումարը կախված է մեկ բանից՝ { $factor }։
    { $lines }{ $link ->
        [none] { "" }
       *[other] { "" }
            Նախահաշիվ՝ { $link }
    }
estimate-range-plain =
    { $service } — { $total }։ Ճշգրիտ գումարը կախված է մեկ բանից՝ { $factor }։{ $link ->
        [none] { "" }
       *[other] { " " }Նախահաշիվ՝ { $link }
    }
estimate-range-open =
    { $service } — { $total }, ավելի ճշգրիտ կասի մասնագետը տեղում։{ $link ->
        [none] { "" }
       *[other] { " " }Նախահաշիվ՝ { $link }
    }
estimate-includes = Գինը ներառում է { $includes }։
estimate-photo-awaited = Լավ, սպասում եմ լուսանկարին։
estimate-together = Միասին՝ { $total }։
estimate-offer-book = Ժամ ընտրե՞մ Ձեզ համար։
estimate-offer-measure = Ուղարկե՞նք չափագրողի, որ ճշգրիտ գինն ասի։
estimate-offer-call = Մասնագետը կարող է զանգել և ասել ճշգրիտ գինը։ Հարմա՞ր է։
estimate-kept = Լավ, գինն ուժի մեջ է, վերջին օրը՝ { $date }։ Երբ որոշեք, պարզապես գրեք այստեղ, նորից հաշվել պետք չի լինի։
estimate-abandoned = Լավ։ Երբ գին կամ մասնագետ պետք լինի, պարզապես գրեք այստեղ։
estimate-follow-up = Գինն ուժի մեջ է՝ { $service } — { $total }։ Ժամ ընտրե՞մ, թե՞ հարցեր ունեք։
estimate-ask-contact = Գրեք Ձեր անունը և հեռախոսահամարը․ մասնագետը կզանգի և կասի ճշգրիտ գինը։
estimate-ask-phone = Գրեք Ձեր հեռախոսահամարը․ մասնագետը կզանգի և կասի ճշգրիտ գինը։
estimate-call-stored = Մասնագետը կզանգի Ձեզ և կասի ճշգրիտ գինը ամենաուշը՝ { $by }։ Ձեր պատմածն արդեն նրա մոտ է։
estimate-price-after = Մի բան էլ պարզենք, և գինը կասեմ։
estimate-unlisted = Այդ աշխատանքը գնացուցակում չկա․ վարպետը կնայի և կգրի Ձեզ այստեղ, ամենաուշը՝ { $by }։
estimate-unlisted-named = { $work }․ այս աշխատանքը գնացուցակում չկա, բայց կգնահատենք։ Վարպետը գինը կգրի այստեղ, ամենաուշը՝ { $by }։ Լուսանկար և չափեր կարող եք ուղարկել հենց այստեղ։
estimate-unlisted-beside = { $work }․ այս գինը վարպետը առանձին կգրի այստեղ, ամենաուշը՝ { $by }։
estimate-waiting = Գինը վարպետը կգրի այստեղ, ամենաուշը՝ { $by }։ Ինչ էլ ավելացնեք, նա կտեսնի։
estimate-waiting-time = Ժամը կհամաձայնեցնենք գնի հետ միասին․ վարպետը կգրի այստեղ, ամենաուշը՝ { $by }։ Ձեր ցանկությունը նա կտեսնի։
estimate-assumed = Կարծես սա է՝ { $service }․ վարպետը տեղում կճշտի։
estimate-stored = Կպատրաստենք հաշվարկը և կգրենք Ձեզ ամենաուշը՝ { $by }։
draft-estimate = Բարև Ձեզ։ Նայեցինք Ձեր հայտը և պատրաստում ենք հաշվարկը։ Կա՞ բան, որ պետք է հաշվի առնենք։
draft-estimate-total = Բարև Ձեզ։ Հաշվեցինք՝ { $service } — { $total }։ Ժամ ընտրե՞նք Ձեզ համար։
draft-estimate-call = Բարև Ձեզ։ Զանգում եմ հաշվարկի առթիվ՝ { $service }։ Ե՞րբ է հարմար խոսել։
zone-not-known = Այդ վայրը չգտա այն թաղամասերի ու քաղաքների մեջ, ուր գալիս ենք։
zone-not-served = Այստեղ, ցավոք, այցելություններ չենք անում՝ { $zone }։
zone-not-served-instead = Այստեղ այցելություններ չենք անում՝ { $zone }։ { $instead }

# What is printed on the quote.

quote-title = Նախահաշիվ
quote-dated = ամսաթիվ՝ { $date }
quote-replaces = Փոխարինում է այս նախահաշվի { $version } տարբերակին
quote-for = Պատվիրատու՝ { $name }
quote-item = Անվանում
quote-quantity = Քանակ
quote-unit-price = Գին
quote-sum = Գումար
quote-total = Ընդամենը
quote-depends = Ճշգրիտ գումարը կախված է հետևյալից՝ { $factors }։
quote-valid = Գինը գործում է մինչև { $date } ներառյալ։
