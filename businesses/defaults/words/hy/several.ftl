# Several visits at one coming. $lines are visits or ways to have them; $then and $last are hours of the same day.

book-plans =
    { $services }․ հնարավոր է այսպես՝
    { $lines }

    Ո՞ր տարբերակն է Ձեզ հարմար։
book-plans-price =
    Կարող եմ միանգամից գրանցել՝
    { $services } — ընդամենը { $price }։

    Ազատ ժամերն են՝
    { $lines }

    Ո՞ր տարբերակն է Ձեզ հարմար։
book-total =
    { $lines }
    Ընդամենը՝ { $price }։
plan-line = • { $when }, հետո { $then } — { $branch }
plan-line-three = • { $when }, հետո { $then } և { $last } — { $branch }
plan-line-at-once = • { $when }, միաժամանակ — { $branch }
visit-line = • { $when } — { $service }, { $practitioner }, { $price }
visit-done-line = • { $when } — { $service }, { $practitioner }
prepare-line = { $service }․ { $preparation }
book-read-back-several =
    Խնդրում եմ, ստուգեք բոլոր այցերը՝
    { $lines }

    Մասնաճյուղ՝ { $branch }, ընդամենը { $price }{ $deposit ->
        [none] { "" }
       *[other] , կանխավճար՝ { $deposit }
    }։ Անուն՝ { $name }։ { $terms ->
        [deposit] Այցին { $hours } ժամից պակաս է մնացել․ չեղարկելու դեպքում կանխավճարը չի վերադարձվում։
        [near] Եթե պլանները փոխվեն, խնդրում եմ, գրեք հնարավորինս շուտ։
       *[free] Չեղարկումն անվճար է այցից առնվազն { $hours } ժամ առաջ։
    } Գրանցե՞մ բոլորը։
book-done-several =
    Դուք գրանցված եք, սպասում ենք Ձեզ՝
    { $lines }

    Մասնաճյուղ՝ { $branch }։ Եթե ուշանաք, գրեք․ կսպասենք { $late } րոպե։ Այցերը տեղափոխել կամ չեղարկել կարող եք հենց այստեղ։
book-prepare-several = Մեր հասցեն՝ { $address }։ { $directions }
book-not-at-once = Նույն ժամին հնարավոր չէ, բայց կարելի է իրար հետևից։
book-each-in-turn = Կգրանցեմ առանձին-առանձին՝ սկսելով առաջին այցից։
book-not-together = Կգրանցեմ առանձին-առանձին․ իրար հետևից այս ծառայությունները չեն ստացվում։

# By video, and the file for calendars.

book-prepare-online = Նշված ժամին միացեք այս հղումով՝ { $link }։ { $preparation } Կտևի { $minutes } րոպե։
book-prepare-online-later = Տեսազանգի հղումը կուղարկենք այստեղ սկզբից առաջ։ { $preparation } Կտևի { $minutes } րոպե։
book-not-online = Առաջարկում եմ գալ մեզ մոտ․ այս ծառայությունն առցանց չի լինում ({ $service })։
calendar-file = Ավելացրեք այցը Ձեր օրացույցում՝ { $link }

# A full day, and a hold that is over.

waitlist-ask = Ավելացնե՞մ Ձեզ սպասման ցուցակում՝ { $service }, { $day }։ Եթե տեղ ազատվի, կգրենք Ձեզ այստեղ։
waitlist-stored = Դուք սպասման ցուցակում եք՝ { $service }, { $day }։ Հենց տեղ ազատվի, կգրենք Ձեզ այստեղ։
hold-over = Երբ հարմար լինի, նորից ընտրեք ժամը․ այն այլևս չեմ պահում ({ $when })։
waitlist-offer =
    Ազատվել է այն ժամը, որին սպասում էիք․
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }
    Արժեքը՝ { $price }{ $deposit ->
        [none] { "" }
       *[other] , կանխավճար՝ { $deposit }
    }

    Պահում եմ Ձեզ համար { $minutes } րոպե։ Գրանցե՞մ։
waitlist-declined = Լավ, այս ժամը չեմ զբաղեցնում։ Հենց ուրիշ ժամ ազատվի, կգրեմ Ձեզ։
waitlist-passed = Այս ժամն անցավ ցուցակի հաջորդ հաճախորդին։ Հենց ուրիշ ժամ ազատվի, կգրեմ Ձեզ։
option-waitlist = Սպասման ցուցակ
