# Visits at the customer's place.

place-zone-noted = Գրեցի՝ { $zone }։
place-zone-noted-travel = Գրեցի՝ { $zone }, ճանապարհը՝ { $travel }։
place-call-now = Եթե սպասել չի կարելի, հենց հիմա զանգեք՝ { $phone }։
place-ask-all = Գրեք մեկ հաղորդագրությամբ հասցեն, անունը և հեռախոսը։ Այս ժամը { $minutes } րոպե պահում եմ Ձեզ համար՝ { $when }։
place-ask-address = Խնդրում եմ, գրեք հասցեն՝ շենքի համարով։ Այս ժամը պահում եմ Ձեզ համար՝ { $when }։
place-ask-address-name = Գրեք մեկ հաղորդագրությամբ հասցեն և անունը։ Այս ժամը պահում եմ Ձեզ համար՝ { $when }։
place-ask-address-phone = Գրեք մեկ հաղորդագրությամբ հասցեն և հեռախոսը։ Այս ժամը պահում եմ Ձեզ համար՝ { $when }։
place-ask-zone = Ո՞ր թաղամասում կամ քաղաքում է այս հասցեն՝ { $address }։
place-read-back =
    Խնդրում եմ, ստուգեք կանչը․
    { $service } — { $when }
    { $practitioner }
    Հասցե՝ { $address }
    Արժեքը՝ { $price }{ $travel ->
        [none] { "" }
       *[other] , ճանապարհը՝ { $travel }
    }
    Անուն՝ { $name }

    { $terms ->
        [near] Եթե պլանները փոխվեն, խնդրում եմ, գրեք հնարավորինս շուտ։
       *[free] Չեղարկումն անվճար է այցից առնվազն { $hours } ժամ առաջ։
    } Գրանցե՞մ։
place-done =
    Պատրաստ է, վարպետը կգա Ձեզ մոտ․
    { $service } — { $when }
    { $practitioner }
    Հասցե՝ { $address }

    Նա կզանգի գալուց առաջ և կարող է մինչև { $late } րոպե ուշանալ։ Տեղափոխել կամ չեղարկել կարող եք հենց այստեղ։
place-prepare = { $preparation } Աշխատանքը կտևի { $minutes } րոպե։

# What the business does not do; the answer is the owner's.

not-offered = { $answer }
