# What this company says in words of its own; everything else is in defaults/words.

greeting = Բարև Ձեզ։ Ես «Կարգին տուն» ընկերության վիրտուալ դիսպետչերն եմ (ծրագիր եմ, ոչ թե մարդ). կհաշվեմ գինը կամ վարպետ կուղարկեմ։ Ի՞նչ է պատահել։
not-understood = Ներեցեք, չհասկացա Ձեզ։ Ինչո՞վ օգնեմ՝ վարպետ ուղարկե՞մ, պատասխանեմ հարցի՞ն, թե՞ մարդ կանչեմ։
out-of-scope = Սրանում չեմ կարող օգնել, բայց կարող եմ հաշվել նորոգման գինը կամ վարպետ ուղարկել։ Ի՞նչ է պետք Ձեզ։
service-line = • { $service } — { $price }, ներառում է { $includes }
slot-line = • { $when } — { $practitioner }
book-slots-price =
    Կարող եմ վարպետ ուղարկել․ { $service } — { $price }, ներառում է { $includes }։

    Ազատ ժամեր կան․
    { $lines }

    Ո՞րն է Ձեզ հարմար։
option-estimate-book = Կանչել վարպետի
option-cancel = Չեղարկել կանչը

# What the customer hears when a person decides. $by is the promised time, for example "17:30".

escalated-safety = Եթե գազի հոտ է՝ լույս մի վառեք, դուրս եկեք տնից և զանգեք 104։ Եթե կայծ է կամ կրակ՝ 101։ Եթե ջուր է լցվում՝ փակեք փականը։ Դիսպետչերն արդեն տեսնում է Ձեր գրածը, կպատասխանի այստեղ ամենաուշը՝ { $by }։
escalated-discount = Զեղչի մասին որոշում է կառավարիչը, Ձեր խնդրանքն արդեն նրա մոտ է։ Կպատասխանի այստեղ ամենաուշը՝ { $by }։ Կարող եք գրանցվել՝ պատասխանին չսպասելով։
escalated-person = Կանչում եմ դիսպետչերին, նա կպատասխանի այս չատում ամենաուշը՝ { $by }։
draft-safety = Դիսպետչերն է։ Եթե գազի հոտ կա կամ կայծ, դուրս եկեք բնակարանից և զանգեք 104 կամ 101։ Գրեք հասցեն և համարը, հերթապահ վարպետին ուղարկում եմ։
draft-discount = Գները բոլորի համար նույնն են։ Ավելի էժան է, երբ մեկ այցով մի քանի աշխատանք եք պատվիրում․ գրեք, թե ուրիշ ինչ է պետք անել, և այդպես կհաշվենք։

# Estimates that people make.

estimate-stored = Սա կհաշվի աշխղեկն անձամբ և կգրի Ձեզ այստեղ ամենաուշը՝ { $by }։ Ոչինչ կրկնել պետք չի լինի։

# Visits at the customer's place.

move-read-back =
    Խնդրում եմ, ստուգեք տեղափոխումը․
    { $service }, { $practitioner }
    Եղել է՝ { $old }
    Կլինի՝ { $when }

    Տեղափոխե՞նք։
move-done =
    Պատրաստ է, այցը տեղափոխված է․
    { $service } — { $when }
    { $practitioner }

    Նախկին ժամը չեղարկված է՝ { $old }։
appointment-line = • { $when } — { $service }, { $practitioner }
cancel-read-back-free =
    Խնդրում եմ, հաստատեք չեղարկումը․
    { $service } — { $when }
    { $practitioner }

    Անվճար է՝ այցին դեռ առնվազն { $hours } ժամ կա։ Կարելի է նաև այլ ժամի տեղափոխել։ Չեղարկե՞նք այցը։
cancel-read-back-late =
    Խնդրում եմ, հաստատեք չեղարկումը․
    { $service } — { $when }
    { $practitioner }

    Այցին { $hours } ժամից քիչ է մնացել․ եթե վարպետն արդեն դուրս է եկել, վճարվում է ճանապարհը։ Այս պայմանով չեղարկե՞նք։
move-late = Այցին { $hours } ժամից քիչ է մնացել․ եթե վարպետն արդեն դուրս է եկել, վճարվում է ճանապարհը։
cancel-kept =
    Լավ, այցը մնում է ուժի մեջ․
    { $service } — { $when }
visit-reminder =
    Վարպետը կգա Ձեզ մոտ․
    { $service } — { $when }

    Տանը կլինե՞ք։
visit-reminder-brief =
    Վարպետը կգա Ձեզ մոտ․
    { $service } — { $when }

    Եթե պլանները փոխվեն, գրեք այստեղ։
visit-ask = Տանը կլինե՞ք։
option-will-come = Այո, տանը կլինեմ
visit-confirmed = Շնորհակալություն, վարպետը կգա։ Եթե պլանները փոխվեն, գրեք այստեղ։
book-not-by = Կառաջարկեմ ուրիշ վարպետի. { $practitioner } այդ աշխատանքը չի անում։

# Urgent work is arranged by phone; the times below it are at the usual price.
place-call-now = Եթե սպասել չի կարելի, հենց հիմա զանգեք՝ { $phone }։ Շտապ աշխատանքը 50%-ով ավելի թանկ է։ Կամ ընտրեք ժամ սովորական գնով։
