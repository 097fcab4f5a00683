# Days and buttons. A button holds 20 characters.

day-today = այսօր
day-tomorrow = վաղը
price-free = անվճար
option-yes = Այո
option-no = Ոչ
option-change = Փոխել
option-other-time = Այլ ժամ
option-other-service = Այլ ծառայություն
option-not-now = Առայժմ ոչ
option-cancel = Չեղարկել այցը
option-move = Տեղափոխել
option-keep = Թողնել ինչպես կա
option-book = Գրանցվել այցի
option-buy = Ընտրել ապրանք
option-question = Հարց տալ
option-person = Խոսել մարդու հետ
option-will-come = Այո, կգամ
option-slot = { $when }
option-text = { $text }
option-both = Երկուսն էլ
option-child-gifts = Ցույց տվեք նվերները
