# Leads: goals, prices, the call, the agreed touch, the brief. Neutral: a business says it its own way in its file.

sales-opening = Ընտրեք, թե որն է ավելի մոտ Ձեր խնդրին, և անմիջապես կողմնորոշեմ։ Ինչի՞ց սկսենք։
sales-goal = Սրանցից ո՞րն է Ձեզ պետք։
sales-night = Հիմա էլ կապի մեջ եմ, թեև աշխատանքային օրն արդեն ավարտվել է։
sales-ask = { $question }
sales-bundle =
    Խնդրում եմ, մեկ հաղորդագրությամբ գրեք․
    { $lines }
sales-bundle-line = • { $field }
sales-price-from = { $goal }՝ { $price }-ից սկսած։
sales-price-range = { $goal }՝ { $price }։
sales-price-from-factor = { $goal }՝ { $price }-ից սկսած․ վերջնական գինը կախված է { $factor }։
sales-price-range-factor = { $goal }՝ { $price }․ վերջնական գինը կախված է { $factor }։
sales-price-from-line = • { $goal }՝ { $price }-ից սկսած
sales-price-range-line = • { $goal }՝ { $price }
sales-prices =
    Մոտավոր գներն այսպիսին են․
    { $lines }
sales-close = Առաջարկում եմ հաջորդ քայլը՝ { $service }, { $minutes } րոպե․ մոտակա ազատ ժամն է՝ { $when }։ Գրանցե՞մ Ձեզ, թե մոտավոր գինը հենց այստեղ ասեմ։
sales-close-call = Ավելի ճշգրիտ կասենք, երբ հանդիպենք՝ { $service }, { $minutes } րոպե․ մոտակա ազատ ժամն է՝ { $when }։ Գրանցե՞մ Ձեզ։
sales-case = { $case }
sales-touch = Գրե՞մ Ձեզ՝ Ձեր խնդրի համար մի գաղափարով․ { $day }։
sales-touch-only = Կարող եմ ավելի ուշ գրել Ձեզ մի գաղափարով՝ { $day }։ Գրե՞մ այդ ժամանակ։
sales-touch-agreed = Պայմանավորվեցինք, ինքս կհիշեցնեմ․ { $day }։ Եթե մտափոխվեք, պարզապես գրեք «ստոպ»։
sales-touch-refused = Լավ, առաջինը չենք գրի։ Երբ պետք լինենք, պարզապես գրեք այստեղ։
sales-touch-idea =
    Ինչպես պայմանավորվել էինք, կիսվում եմ գաղափարով․ { $idea }

    Քննարկե՞նք կարճ զանգով։
sales-touch-plain = Ինչպես պայմանավորվել էինք, վերադառնում եմ Ձեր խնդրին։ Քննարկե՞նք կարճ զանգով։
sales-not-fit = { $alternative }
option-ballpark = Գինն այստեղ
option-write-me = Ավելի լավ է գրել
option-touch-yes = Այո, գրեք
option-touch-no = Ոչ, շնորհակալ եմ
option-touch-talk = Այո, քննարկենք
brief-line = • { $field }՝ { $value }
brief-read-back =
    Խնդրում եմ, ստուգեք առաջադրանքը․
    { $lines }

    Ամեն ինչ ճի՞շտ է, փոխանցե՞մ։
brief-change-what = Իհարկե, կփոխենք։ Ի՞նչն եք ուզում փոխել։
brief-stored = Առաջարկը կուղարկենք այստեղ, ամենաուշը՝ { $by }։ Առաջադրանքն արդեն մենեջերի մոտ է, ոչինչ կրկնել պետք չի լինի։
brief-dropped = Լավ, առաջադրանքը չեմ փոխանցում։ Եթե ցանկանաք վերադառնալ դրան, պարզապես գրեք։
option-brief-yes = Այո, ճիշտ է
draft-brief = Բարև Ձեզ։ Շնորհակալություն մանրամասն առաջադրանքի համար, խնդիրը հասկանալի է։ Պատրաստում ենք առաջարկ՝ փուլերով և ժամկետներով։ Ե՞րբ է Ձեզ հարմար քննարկել այն։
draft-brief-price = Բարև Ձեզ։ Շնորհակալություն առաջադրանքի համար։ Մոտավոր գինը՝ { $goal }՝ { $price }․ փուլերն ու վերջնական գումարը կտեսնեք առաջարկում։ Ե՞րբ է Ձեզ հարմար քննարկել այն։
lead-stored = Մեր աշխատակիցը կկապվի Ձեզ հետ, ամենաուշը՝ { $by }։ Ձեր ցանկություններն արդեն փոխանցել եմ նրան։
draft-lead = Բարև Ձեզ։ Շնորհակալություն, որ դիմել եք մեզ, Ձեր ցանկություններն իմ առջև են։ Ե՞րբ է Ձեզ հարմար խոսել։
