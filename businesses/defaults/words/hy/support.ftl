# Problems: what helps at once, whose order it is, what is done, and people who solve the rest. Moments ($by, $expected,
# $delivered, $scanned, $until) start with a small letter: keep them inside a sentence, after a mark.

support-sorry = Հասկանում եմ Ձեզ, եկեք միասին պարզենք։
support-regret = Ցավում եմ, որ այդպես է ստացվել։
support-steps = { $steps }
problem-ask = Գրեք, խնդրում եմ, ի՞նչ է պատահել, ինչո՞վ օգնեմ։

# Whose order it is. Nothing here may tell whether there is such an order.

identity-ask-order = Գրեք, խնդրում եմ, պատվերի համարը (օրինակ՝ { $example }) կամ այն էլ․ հասցեն, որով պատվիրել եք։
identity-ask-any-order = Գրեք, խնդրում եմ, պատվերի համարը կամ այն էլ․ հասցեն, որով պատվիրել եք։
identity-ask-phone_digits = Հաստատեք, խնդրում եմ, որ պատվերը Ձերն է․ գրեք պատվերում նշված հեռախոսի վերջին { $digits } թիվը։
identity-ask-postcode = Հաստատեք, խնդրում եմ, որ պատվերը Ձերն է․ գրեք առաքման հասցեի փոստային դասիչը։
identity-ask-name = Հաստատեք, խնդրում եմ, որ պատվերը Ձերն է․ գրեք ստացողի անունն ու ազգանունը։
identity-failed-phone_digits = Ստուգեք, խնդրում եմ, պատվերի համարը և հեռախոսի վերջին { $digits } թիվը և ուղարկեք նորից․ դեռ չհաջողվեց հաստատել պատվերը։
identity-failed-postcode = Ստուգեք, խնդրում եմ, պատվերի համարը և փոստային դասիչը և ուղարկեք նորից․ դեռ չհաջողվեց հաստատել պատվերը։
identity-failed-name = Ստուգեք, խնդրում եմ, պատվերի համարը և ստացողի անուն-ազգանունը և ուղարկեք նորից․ դեռ չհաջողվեց հաստատել պատվերը։
identity-person = Փոխանցում եմ մեր աշխատակցին․ նա ինքը կստուգի տվյալները և կպատասխանի Ձեզ այստեղ, ամենաուշը՝ { $by }։

# Where an order is; said to its owner only.

order-facts = { $lines }
order-which = Ընտրեք, խնդրում եմ, պատվերը․ ո՞րի մասին է խոսքը։
option-order = { $order }
order-on-way = { $order } պատվերն արդեն ճանապարհին է։ Սպասվող առաքումը՝ { $expected }։
order-on-way-open = { $order } պատվերն արդեն ճանապարհին է։
order-preparing = { $order } պատվերը հավաքում ենք։ Սպասվող առաքումը՝ { $expected }։
order-preparing-open = { $order } պատվերը հավաքում ենք և շուտով կհանձնենք առաքման։
order-ready = { $order } պատվերը սպասում է Ձեզ ստացման կետում։
order-delivered = { $order } պատվերն առաքված է՝ { $delivered }։
order-delivered-open = { $order } պատվերն արդեն առաքված է։
order-returned = { $order } պատվերն արդեն վերադարձվել է մեզ։
order-cancelled = { $order } պատվերը չեղարկված է։
order-late = { $order } պատվերն ուշանում է, ներողություն դրա համար։ Խոստացված օրը՝ { $expected }։
order-scan = Վերջին նշումը՝ { $place }, { $scanned }։
order-tracking = Հետևելու համարը՝ { $tracking }։
order-link = Հետևելու համարը՝ { $tracking }, հղումը՝ { $link }

# Did it help, and how was our help.

helped-ask = Օգնե՞ց սա։
option-helped = Այո, օգնեց
option-not-helped = Ոչ
helped-glad = Ուրախ ենք, որ օգնեց։ Եթե էլի ինչ-որ բան պետք լինի, գրեք։
rating-ask = Ուրախ ենք, որ օգնեց։ Եվ վերջինը՝ ինչպե՞ս կգնահատեք մեր օգնությունը։
option-rating-good = Լավ
option-rating-fair = Նորմալ
option-rating-poor = Վատ
rating-reason = Ասեք, խնդրում եմ, ի՞նչը պետք է ավելի լավ անեինք։
rating-thanks = Շնորհակալություն գնահատականի համար։ Պետք լինենք՝ գրեք։
rating-thanks-sorry = Շնորհակալություն, որ ասացիք․ կփոխանցենք, որպեսզի ավելի լավ լինի։

# Sending an order back, and a new password.

return-read-back =
    Ստուգեք, խնդրում եմ․ { $order } պատվերի վերադարձ, { $total }։
    { $lines }

    Ձևակերպե՞մ վերադարձը։
return-no-timeline = Երբ ծանրոցը հասնի մեզ, կգրենք Ձեզ գումարի մասին։
option-return-yes = Այո, ձևակերպեք
option-return-no = Ոչ, պետք չէ
return-started = Ձևակերպում եմ վերադարձը, հիմա կուղարկեմ ծանրոցի կոդը։
return-label = Վերադարձի կոդը՝ { $code }։ Ցույց տվեք այն ստացման կետում կամ գրեք ծանրոցի վրա։
return-label-link = Ծանրոցի պիտակը՝ { $link }
return-label-until = Ուղարկելու վերջին օրը՝ { $until }։
return-kept = Լավ, վերադարձ չեմ ձևակերպում։ Եթե մտափոխվեք, պարզապես գրեք։
return-not-delivered = { $order } պատվերը դեռ առաքված չէ, ուստի վերադարձով կզբաղվի մեր աշխատակիցը։
return-too-late = Մեր աշխատակիցը կտեսնի, թե ինչով կարելի է օգնել․ վերադարձի համար կա { $days } օր, իսկ պատվերն առաքվել է ավելի վաղ՝ { $delivered }։
reset-ask = Գրեք, խնդրում եմ, Ձեր հաշվի էլ․ հասցեն, և ես կուղարկեմ նոր գաղտնաբառ դնելու ձևը։
reset-read-back = Հաստատեք, խնդրում եմ․ նոր գաղտնաբառ { $email } հասցեի համա՞ր։
reset-started = Ընդունված է, պատրաստում եմ հղումը։
reset-page = Բացեք այս էջը և գրեք Ձեր էլ․ հասցեն՝ { $link } Նամակը կգա, եթե այդպիսի հաշիվ կա։
reset-sent = Ստուգեք Ձեր փոստը․ եթե այդպիսի հաշիվ կա, հղումով նամակը կգա մի քանի րոպեից։ Նայեք նաև «Սպամ» բաժնում։
errand-failed = Վերադարձի կոդը կուղարկի մեր աշխատակիցը, ամենաուշը՝ { $by }․ համակարգը հիմա չի պատասխանում։ Վերադարձն արդեն գրանցված է։
errand-failed-by = Մեր աշխատակիցն ինքը կանի դա և կգրի Ձեզ այստեղ, ամենաուշը՝ { $by }․ համակարգը հիմա չի պատասխանում։
orders-down = Մեր աշխատակիցը կստուգի Ձեր պատվերը և կպատասխանի այստեղ, ամենաուշը՝ { $by }․ պատվերների համակարգը հիմա չի պատասխանում։

# People who solve it. $by is the promised time.

blocks-ask = Ասեք, խնդրում եմ, դրա պատճառով ընդհանրապես չե՞ք կարողանում շարունակել։
option-blocked = Այո, կանգնած է
option-not-blocked = Ոչ, կսպասի
ticket-stored = Մեր աշխատակիցները կպարզեն և կպատասխանեն Ձեզ այստեղ, ամենաուշը՝ { $by }։ Կրկնել ոչինչ պետք չի լինի։
ticket-urgent = Փոխանցում եմ որպես շտապ․ մեր աշխատակիցը կպատասխանի Ձեզ այստեղ, ամենաուշը՝ { $by }։
ticket-after-all = Փոխանցում եմ մեր աշխատակցին բոլոր մանրամասներով․ նա կպատասխանի Ձեզ այստեղ, ամենաուշը՝ { $by }։
ticket-late = Արդեն պարզում ենք առաքման ծառայությունից և կգրենք Ձեզ այստեղ, ամենաուշը՝ { $by }։
ticket-known = Ձեր դիմումն արդեն մեր աշխատակցի մոտ է, այս հաղորդագրությունը՝ նույնպես։ Պատասխանը կգա այստեղ, ամենաուշը՝ { $by }։
ticket-again = Ձեր դիմումը նորից վերցնում ենք որպես շտապ․ պատասխանը կգա այստեղ, ամենաուշը՝ { $by }։ Ներեցեք, որ միանգամից չստացվեց։
ticket-timeline = { $timeline }
ticket-photo = Եթե լուսանկար ունեք, ուղարկեք այստեղ․ այդպես ավելի արագ կլուծենք։
photo-noted = Շնորհակալություն, լուսանկարը ստացվել է և կցված է Ձեր դիմումին։
ticket-news = Նորություն Ձեր դիմումի մասին․ { $news }
ticket-in-work = Ձեր դիմումով արդեն զբաղվում են․ հենց պատասխան լինի, կգրենք այստեղ։
ticket-solved = Պատրաստ է, Ձեր դիմումը լուծված է։
ticket-solved-news = Պատրաստ է, Ձեր դիմումը լուծված է։ { $news }
draft-ticket = Բարև Ձեզ։ Ստացել ենք Ձեր դիմումը և զբաղվում ենք դրանով։ Հենց ամեն ինչ պարզենք, կգրենք Ձեզ այստեղ։

# An order has come.

order-arrived = Ստուգեք, խնդրում եմ, Ձեր պատվերը․ այն առաքված է։ Ամեն ինչ կարգի՞ն է։
order-arrived-brief = Ձեր պատվերն առաքված է։ Եթե ինչ-որ բան այն չէ, պարզապես գրեք։
order-arrived-number = Ստուգեք, խնդրում եմ, { $order } պատվերը․ այն առաքված է։ Ամեն ինչ կարգի՞ն է։
order-arrived-number-brief = { $order } պատվերն առաքված է։ Եթե ինչ-որ բան այն չէ, պարզապես գրեք։
option-arrived-well = Ամեն ինչ լավ է
option-arrived-badly = Խնդիր կա
