# Days and buttons. A button holds 20 characters.

day-today = today
day-tomorrow = tomorrow
price-free = free
option-yes = Yes
option-no = No
option-change = Change something
option-other-time = Another time
option-other-service = Another service
option-not-now = Not now
option-cancel = Cancel the visit
option-move = Move the visit
option-keep = Keep it as it is
option-book = Book a visit
option-buy = Choose something
option-question = Ask a question
option-person = Talk to a person
option-will-come = Yes, I'll be there
option-slot = { $when }
option-text = { $text }
option-both = Both
option-child-gifts = Show gifts
