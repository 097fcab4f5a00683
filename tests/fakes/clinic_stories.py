"""Good conversations at the clinic, written by hand in three languages. Tests change one thing in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.language import Language
from evals.transcript import CaseState
from tests.fakes.story import YEREVAN, Story

TOMORROW_AT_NINE = datetime(2026, 11, 25, 9, 0, tzinfo=YEREVAN)
TODAY_AT_FIVE = datetime(2026, 11, 24, 17, 0, tzinfo=YEREVAN)
SLOTS = ["slot:ani:center:29926380", "slot:ani:center:29926500", "slot:ani:center:29926620", "more"]
"""25 November at 9:00, 11:00 and 13:00 in Yerevan, and another time."""
SERVICES = ["service:consultation-first", "service:consultation-repeat", "service:checkup-package"]


@dataclass
class BookingWords:
    """What is said on the way to a booking; prices and times as the clinic's files have them."""

    asks: str
    menu: str
    menu_labels: tuple[str, str, str]
    picks_service: str
    times: str
    time_labels: tuple[str, str, str, str]
    picks_time: str
    contact: str
    name: str
    read_back: str
    yes_labels: tuple[str, str]
    yes: str
    done: str
    prepare: str


BOOKING: dict[Language, BookingWords] = {
    "ru": BookingWords(
        asks="Сколько стоит консультация и есть окно завтра?",
        menu="Выберите приём, и я подберу время:\n• Первичная консультация — 10\u00a0000\u00a0֏, 40 мин, включает осмотр\n"
        "• Повторная консультация — 6\u00a0000\u00a0֏, 20 мин\n• Пакет «Осмотр и чистка» — 28\u00a0000\u00a0֏, 90 мин\n\n"
        "Ближайшее время: завтра, 25 ноября, 09:00. Какой приём нужен?",
        menu_labels=("Первый визит", "Повторный визит", "Осмотр и чистка"),
        picks_service="Первый визит",
        times="Первичная консультация — есть такое время:\n• завтра, 25 ноября, 09:00 — Ани Саргсян, Центр\n"
        "• завтра, 25 ноября, 11:00 — Ани Саргсян, Центр\n• завтра, 25 ноября, 13:00 — Ани Саргсян, Центр\n\nКакое вам удобно?",
        time_labels=("ср 25 нояб. 09:00", "ср 25 нояб. 11:00", "ср 25 нояб. 13:00", "Другое время"),
        picks_time="1",
        contact="Напишите, пожалуйста, имя и телефон одним сообщением. Держу для вас это время 15 минут: "
        "завтра, 25 ноября, 09:00.",
        name="Анна, 077 123456",
        read_back="Проверьте, пожалуйста, запись:\nПервичная консультация — завтра, 25 ноября, 09:00\n"
        "Ани Саргсян, филиал Центр\nСтоимость: 10\u00a0000\u00a0֏\nИмя: Анна\n\n"
        "Отмена бесплатна не позднее чем за 24 часа до визита. Записать?",
        yes_labels=("Да", "Изменить"),
        yes="Да",
        done="Вы записаны, ждём вас:\nПервичная консультация — завтра, 25 ноября, 09:00\nАни Саргсян, филиал Центр\n\n"
        "Если задержитесь, напишите: подождём 15 минут. Перенести или отменить визит можно прямо здесь.",
        prepare="Наш адрес: ул. Абовяна, 41/2, Ереван. От метро «Еритасардакан» семь минут пешком.\n\n"
        "Почистите зубы и поешьте за час-два до приёма. Приём займёт 40 минут.",
    ),
    "hy": BookingWords(
        asks="Ի՞նչ արժե խորհրդատվությունը, վաղը ազատ ժամ կա՞",
        menu="Ընտրեք այցը, և ժամ կառաջարկեմ․\n• Առաջնային խորհրդատվություն — 10\u00a0000\u00a0֏, 40 րոպե․ զննում\n"
        "• Կրկնակի խորհրդատվություն — 6\u00a0000\u00a0֏, 20 րոպե\n• «Զննում և մաքրում» փաթեթ — 28\u00a0000\u00a0֏, 90 րոպե\n\n"
        "Մոտակա ազատ ժամը՝ վաղը, նոյեմբերի 25, 09:00։ Ո՞ր այցն է Ձեզ պետք։",
        menu_labels=("Առաջին այց", "Կրկնակի այց", "Զննում և մաքրում"),
        picks_service="Առաջին այց",
        times="Առաջնային խորհրդատվություն — ունենք այս ազատ ժամերը․\n• վաղը, նոյեմբերի 25, 09:00 — Անի Սարգսյան, Կենտրոն\n"
        "• վաղը, նոյեմբերի 25, 11:00 — Անի Սարգսյան, Կենտրոն\n• վաղը, նոյեմբերի 25, 13:00 — Անի Սարգսյան, Կենտրոն\n\n"
        "Ո՞րն է Ձեզ հարմար։",
        time_labels=("չրք նոյ 25 09:00", "չրք նոյ 25 11:00", "չրք նոյ 25 13:00", "Այլ ժամ"),
        picks_time="1",
        contact="Խնդրում եմ, մեկ հաղորդագրությամբ գրեք Ձեր անունն ու հեռախոսահամարը։ Այս ժամը Ձեզ համար պահում եմ "
        "15 րոպե՝ վաղը, նոյեմբերի 25, 09:00։",
        name="Աննա, 077 123456",
        read_back="Խնդրում եմ, ստուգեք գրանցումը․\nԱռաջնային խորհրդատվություն — վաղը, նոյեմբերի 25, 09:00\n"
        "Անի Սարգսյան, Կենտրոն մասնաճյուղ\nԱրժեքը՝ 10\u00a0000\u00a0֏\nԱնունը՝ Աննա\n\n"
        "Անվճար կարելի է չեղարկել այցից առնվազն 24 ժամ առաջ։ Գրանցե՞մ։",
        yes_labels=("Այո", "Փոխել"),
        yes="Այո",
        done="Դուք գրանցված եք, սպասում ենք Ձեզ․\nԱռաջնային խորհրդատվություն — վաղը, նոյեմբերի 25, 09:00\n"
        "Անի Սարգսյան, Կենտրոն մասնաճյուղ\n\nԵթե ուշանաք, գրեք․ կսպասենք 15 րոպե։ "
        "Այցը կարող եք տեղափոխել կամ չեղարկել հենց այստեղ։",
        prepare="Մեր հասցեն՝ ք․ Երևան, Աբովյան փող․ 41/2։ Մուտքը բակից է։\n\nՄաքրեք ատամները։ Այցը կտևի 40 րոպե։",
    ),
    "en": BookingWords(
        asks="How much is a consultation, and is there anything free tomorrow?",
        menu="Choose a visit:\n• First consultation — 10,000\u00a0֏, 40 min: an exam\n"
        "• Follow-up consultation — 6,000\u00a0֏, 20 min\n• Check-up and cleaning package — 28,000\u00a0֏, 90 min\n\n"
        "Next free time: tomorrow, November 25, 09:00. Which one suits you?",
        menu_labels=("First visit", "Follow-up visit", "Check-up + cleaning"),
        picks_service="First visit",
        times="First consultation — these times are free:\n• tomorrow, November 25, 09:00 — Ani Sargsyan, Center\n"
        "• tomorrow, November 25, 11:00 — Ani Sargsyan, Center\n• tomorrow, November 25, 13:00 — Ani Sargsyan, Center\n\n"
        "Which one suits you?",
        time_labels=("Wed 25 Nov 09:00", "Wed 25 Nov 11:00", "Wed 25 Nov 13:00", "Another time"),
        picks_time="1",
        contact="Please send your name and phone number in one message. I am holding this time for you for 15 minutes: "
        "tomorrow, November 25, 09:00.",
        name="Anna, 077 123456",
        read_back="Please check your booking:\nFirst consultation — tomorrow, November 25, 09:00\n"
        "Ani Sargsyan, Center branch\nPrice: 10,000\u00a0֏\nName: Anna\n\n"
        "Cancelling is free up to 24 hours before the visit. Shall I book it?",
        yes_labels=("Yes", "Change something"),
        yes="yes please",
        done="You are booked:\nFirst consultation — tomorrow, November 25, 09:00\nAni Sargsyan, Center branch\n\n"
        "If you are late, tell us: we wait 15 minutes. You can move or cancel it right here.",
        prepare="Our address: 41/2 Abovyan Street, Yerevan. Seven minutes on foot from the metro.\n\n"
        "Brush your teeth. The visit takes 40 minutes.",
    ),
}  # fmt: skip


def booking(language: Language = "ru", words: BookingWords | None = None, *, stored: bool = True) -> Story:
    """From a question about prices to a booked visit: five messages, turns 1 to 5."""
    said = words or BOOKING[language]
    story = Story(language)
    story.says(said.asks)
    story.bot(said.menu, *said.menu_labels, ids=SERVICES)
    story.says(said.picks_service)
    story.bot(said.times, *said.time_labels, ids=SLOTS)
    story.says(said.picks_time)
    story.books("consultation-first", "ani", "center", TOMORROW_AT_NINE, status="held")
    story.bot(said.contact)
    story.says(said.name)
    story.calls("crm.contact", name="Anna", phone="+37477123456")
    story.bot(said.read_back, *said.yes_labels, ids=["yes", "change"])
    story.says(said.yes)
    story.books("consultation-first", "ani", "center", TOMORROW_AT_NINE, stored=stored)
    story.bot(said.done)
    story.bot(said.prepare)
    story.ends("booked", what="appointment", owner="customer", due_at=TOMORROW_AT_NINE.isoformat())
    story.stored("contact", "contact-1", name="Anna", phone="+37477123456")
    return story


ASKS_DOCTOR: dict[Language, tuple[str, str]] = {
    "ru": (
        "Какое обезболивающее выпить, если болит зуб?",
        "Передаю ваш вопрос дежурному врачу, он ответит вам здесь. Срок ответа: 17:00.",
    ),
    "hy": (
        "Ի՞նչ դեղ խմեմ, ատամս ցավում է",
        "Ձեր հարցը փոխանցում եմ հերթապահ բժշկին, նա կպատասխանի այստեղ։ Պատասխանի ժամկետը՝ 17:00։",
    ),
    "en": (
        "Which painkiller should I take for a toothache?",
        "I am passing your question to the doctor on duty, who will answer here by 17:00.",
    ),
}


def medical_question(language: Language = "ru", *, on_record: bool = True, asked: bool = True) -> Story:
    """A medical question goes to a doctor, who is promised for five o'clock. One message."""
    question, answer = ASKS_DOCTOR[language]
    story = Story(language)
    story.says(question)
    if asked:
        story.asks_staff("medical", due_at=TODAY_AT_FIVE if on_record else None)
    story.bot(answer)
    due = TODAY_AT_FIVE if on_record else TODAY_AT_FIVE + timedelta(hours=1)
    step = {"what": "staff_decides", "owner": "staff", "due_at": due.isoformat()}
    story.last.case = CaseState(id="case-1", next_step=step)
    return story
