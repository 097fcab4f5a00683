# How a reply may begin: one beginning a line. Each is said once in a conversation, and not in every reply. A business that
# wants none writes the message with { "" } in its own words. What follows is joined with a comma.

# To a request.
openings-request =
    Իհարկե
    Լավ
    Սիրով
    Այո, իհարկե
    Անշուշտ
    Հաճույքով
    Խնդիր չկա
    Այո, սիրով
    Ուրախությամբ
    Այո, անշուշտ
# To an answer that was chosen.
openings-choice =
    Շատ լավ
    Հիանալի է
    Պայմանավորվեցինք
    Գերազանց է
    Պարզ է
    Եղավ
    Հասկանալի է
    Հրաշալի է
    Լավ ընտրություն է
    Շատ բարի
# To facts: a name, a phone, an address.
openings-facts =
    Շնորհակալություն
    Շնորհակալ եմ
    Շատ շնորհակալ եմ
    Շնորհակալություն Ձեզ
    Մեծ շնորհակալություն
    Շնորհակալ ենք
    Շատ շնորհակալություն
    Հասկացա
    Ամեն ինչ պարզ է
    Ընդունված է
# To somebody who is upset: a line of its own, the steps come below it.
openings-sorry =
    Հասկանում եմ Ձեզ։
    Ցավում եմ, որ այդպես է ստացվել։
    Հասկանում եմ, դա տհաճ է։
    Ներեցեք պատճառած անհարմարության համար։
    Հասկանում եմ Ձեր դժգոհությունը։
    Ափսոս, որ այդպես եղավ։
    Ճիշտ եք, այդպես չպետք է լիներ։
    Ներողություն եմ խնդրում, որ այդպես եղավ։
    Հասկանում եմ, թե ինչու եք վրդովված։
    Հասկանում եմ, որ սա Ձեզ համար կարևոր է։
