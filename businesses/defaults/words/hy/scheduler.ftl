# Booking, moving and cancelling. Moments ($when, $by, $day) start with a small letter: keep them inside a sentence.

book-ask-service = Ընտրեք ծառայությունը կամ գրեք Ձեր ուզածը, և ժամ կառաջարկեմ։ Ի՞նչ այցի գրանցեմ Ձեզ։
service-line = • { $service } — { $price }, { $minutes } րոպե․ { $includes }
service-line-brief = • { $service } — { $price }, { $minutes } րոպե
slot-line = • { $when } — { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch }
    }
book-slots =
    { $service } — ունենք այս ազատ ժամերը․
    { $lines }

    Ո՞րն է Ձեզ հարմար։
book-slots-price =
    Կարող եմ Ձեզ գրանցել․
    { $service } — { $price }, { $minutes } րոպե, ներառում է { $includes }։

    Ունենք այս ազատ ժամերը․
    { $lines }

    Ո՞րն է Ձեզ հարմար։
book-time-taken = Ցավոք, այդ ժամն ազատ չէ՝ { $when }։
book-hours-full = Այդ ժամերին ազատ տեղ չկա՝ { $day }։
book-day-full = Այդ օրը հարմար ազատ ժամ չկա՝ { $day }։
book-none-later = Այդ օրն ավելի ուշ ազատ ժամ չկա։
book-none-earlier = Ավելի շուտ ազատ ժամ չկա։
book-nothing-fits = Ձեր նշած պայմաններով առայժմ ազատ ժամ չկա։
book-only-by = Այս ծառայությունը մեզ մոտ մեկ մասնագետ է մատուցում՝ { $practitioner }։
book-only-at = Այս ծառայությունն ունենք միայն մեկ հասցեում՝ { $branch }։
slot-again = Մնում է ընտրել ժամը․ սրանցից ո՞րն է Ձեզ հարմար։ Կարող եք գրել նաև Ձեր ուզած ժամը։
service-again = Սրանցից ո՞րն է Ձեզ պետք։
slot-resume = Այսպիսով՝ ո՞ր ժամն է Ձեզ հարմար։
slot-which = Հատկապես ո՞ր ժամը գրանցեմ։ Բավական է գրել տարբերակի համարը։
visit-with =
    { $how ->
        [home] Ձեզ մոտ կգա մեր մասնագետը՝ { $practitioner }։
       *[other] Ձեզ կընդունի մեր մասնագետը՝ { $practitioner }։
    }
visit-takes = Այցը կտևի { $minutes } րոպե։
book-ask-day = Եկեք այլ օր փնտրենք․ առաջիկա շաբաթներին Ձեր նշած պայմաններով ազատ ժամ չկա։ Էլ ո՞ր օրն է Ձեզ հարմար։
date-impossible = Այդպիսի ամսաթիվ չկա՝ «{ $words }»։
date-other-weekday = Ուշադրություն դարձրեք․ դա { $day } է։
date-passed = «{ $words }»-ն արդեն անցել է։
book-ask-contact = Խնդրում եմ, մեկ հաղորդագրությամբ գրեք Ձեր անունն ու հեռախոսահամարը։ Այս ժամը Ձեզ համար պահում եմ { $minutes } րոպե՝ { $when }։
book-ask-name = Խնդրում եմ, գրեք, թե ում անունով գրանցեմ։ Այս ժամը Ձեզ համար պահում եմ { $minutes } րոպե՝ { $when }։
book-ask-phone = Խնդրում եմ, գրեք Ձեր հեռախոսահամարը։ Այս ժամը Ձեզ համար պահում եմ { $minutes } րոպե՝ { $when }։
name-noted = Շնորհակալություն, { $name }։
phone-noted = Ուղղեցի, Ձեր հեռախոսը՝ { $phone }։
name-noted-other = Շնորհակալություն, անունը գրեցի՝ { $name }։
book-bad-phone = Խնդրում եմ, ևս մեկ անգամ գրեք Ձեր համարը․ «{ $phone }» համարում կարծես սխալ կա։ Այս ժամը պահում եմ Ձեզ համար՝ { $when }։
book-bad-phone-no-name = Խնդրում եմ, ևս մեկ անգամ գրեք Ձեր անունն ու համարը․ «{ $phone }» համարում կարծես սխալ կա։ Այս ժամը պահում եմ Ձեզ համար՝ { $when }։
book-read-back =
    Խնդրում եմ, ստուգեք գրանցումը․
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }
    Արժեքը՝ { $price }{ $deposit ->
        [none] { "" }
       *[other] , կանխավճարը՝ { $deposit }
    }
    Անունը՝ { $name }

    { $terms ->
        [deposit] Այցին { $hours } ժամից պակաս է մնացել․ չեղարկելու դեպքում կանխավճարը չի վերադարձվում։
        [near] Եթե պլանները փոխվեն, խնդրում եմ, գրեք հնարավորինս շուտ։
       *[free] Անվճար կարելի է չեղարկել այցից առնվազն { $hours } ժամ առաջ։
    } Գրանցե՞մ։
book-done =
    Դուք գրանցված եք, սպասում ենք Ձեզ․
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }

    Եթե ուշանաք, գրեք․ կսպասենք { $late } րոպե։ Այցը կարող եք տեղափոխել կամ չեղարկել հենց այստեղ։
book-prepare =
    Մեր հասցեն՝ { $address }։ { $directions }

    { $preparation } Այցը կտևի { $minutes } րոպե։
book-prepare-bring =
    Մեր հասցեն՝ { $address }։ { $directions }

    { $preparation } Ձեզ հետ վերցրեք { $bring }։ Այցը կտևի { $minutes } րոպե։
book-change-what = Իհարկե, կփոխենք։ Ի՞նչն եք ուզում փոխել։
book-abandoned = Լավ, ոչինչ չեմ գրանցում։ Երբ հարմար լինի, պարզապես գրեք, և ժամ կգտնեմ։
move-choose = Ընտրեք նոր ժամը, և միանգամից կտեղափոխեմ այցը։ Հիմա գրանցված եք՝ { $when }։
move-late = Մինչև այցը մնացել է { $hours } ժամից պակաս․ տեղափոխելու համար տուգանք չկա, բայց կանխավճարը, եթե վճարել եք, նոր օրվան չի անցնում։
move-read-back =
    Խնդրում եմ, ստուգեք փոփոխությունը․
    { $service }, { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }
    Նախկին ժամը՝ { $old }
    Նոր ժամը՝ { $when }

    Տեղափոխե՞մ։
move-done =
    Այցը տեղափոխեցինք, սպասում ենք Ձեզ․
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }

    Նախկին ժամը չեղարկված է՝ { $old }։
no-appointments = Այս չատում առաջիկա այցեր չեմ տեսնում, բայց կարող եմ գրանցել Ձեզ։
which-appointment =
    Խնդրում եմ, ընտրեք այցը․
    { $lines }

    Ո՞ր այցի մասին է խոսքը։
appointment-line = • { $when } — { $service }, { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch }
    }
cancel-read-back-free =
    Խնդրում եմ, հաստատեք չեղարկումը․
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }

    Չեղարկումն անվճար է, քանի որ մինչև այցն առնվազն { $hours } ժամ կա։ Կարող եմ նաև տեղափոխել այցը։ Չեղարկե՞մ։
cancel-read-back-late =
    Խնդրում եմ, հաստատեք չեղարկումը․
    { $service } — { $when }
    { $practitioner }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }

    Մինչև այցը մնացել է { $hours } ժամից պակաս․ տուգանք չկա, բայց կանխավճարը, եթե վճարել եք, չի վերադարձվում։ Չեղարկե՞մ այս պայմաններով։
cancel-read-back-several =
    Խնդրում եմ, հաստատեք բոլոր այցերի չեղարկումը․
    { $lines }

    { $terms ->
        [late] Տուգանք չկա, բայց կանխավճարը չի վերադարձվում, եթե այցին մնացել է { $hours } ժամից պակաս։
       *[free] Դա անվճար է։
    } Չեղարկե՞մ բոլորը։
cancel-done-several =
    Այցերը չեղարկված են․
    { $lines }

    Երբ ուզենաք գալ այլ օր, գրեք, և ժամ կառաջարկեմ։
cancel-kept-several =
    Լավ, այցերը մնում են, սպասում ենք Ձեզ․
    { $lines }
cancel-done =
    Այցը չեղարկված է․
    { $service } — { $when }

    Եթե ցանկանաք գալ այլ օր, գրեք, և ժամ կգտնեմ։
cancel-done-already = Այցն արդեն չեղարկված է, բայց կարող եմ Ձեզ նորից գրանցել։
cancel-kept =
    Լավ, այցը մնում է ուժի մեջ, սպասում ենք Ձեզ․
    { $service } — { $when }{ $mode ->
        [online] , առցանց
        [here] { "" }
       *[other] , { $branch } մասնաճյուղ
    }
book-services =
    Ընտրեք ծառայությունը, և ժամ կառաջարկեմ․
    { $lines }

    Ո՞րն է Ձեզ պետք։
book-services-from =
    Ընտրեք ծառայությունը, և ժամ կառաջարկեմ․
    { $lines }

    Մոտակա ազատ ժամը՝ { $when }։ Ո՞րն է Ձեզ պետք։
book-services-later =
    Ընտրեք ծառայությունը, և ժամ կառաջարկեմ․
    { $lines }

    Նշված ժամանակ ազատ տեղ չկա, մոտակա ժամը՝ { $when }։ Ո՞րն է պետք։
book-not-by = Առաջարկում եմ մեկ այլ մասնագետ․ Ձեր նշած մասնագետը ({ $practitioner }) այս ծառայությունը չի մատուցում։
book-not-at = Առաջարկում եմ մյուս մասնաճյուղը․ այստեղ այդ ծառայությունը չկա ({ $branch })։
book-why-contact = Գրեք, խնդրում եմ, Ձեր անունն ու հեռախոսը․ դրանք պետք են միայն Ձեզ տեղեկացնելու համար, եթե ինչ-որ բան փոխվի։ Թե՞ կանչեմ մեր աշխատակցին։
book-why-phone = Գրեք, խնդրում եմ, Ձեր համարը․ այն պետք է միայն Ձեզ տեղեկացնելու համար, եթե ինչ-որ բան փոխվի։ Թե՞ կանչեմ մեր աշխատակցին։
