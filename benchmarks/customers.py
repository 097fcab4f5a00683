"""Customers who write like people: an opening in free words, numbers for choices, a question in between, a yes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import perf_counter

import sqlalchemy as sa

from benchmarks.desks import MeasuredDesk
from benchmarks.worker import MeasurementFailed
from domain.event import Event, Sender
from engine.notifier import Subscription
from storage import door, transcript
from storage.prepared import Prepared
from storage.tables import outbox

ANSWER_SECONDS = 60.0
MOST_TURNS = 14

OPENINGS = (
    "Здравствуйте! Хочу записаться на профессиональную чистку зубов {day}, {reason}",
    "Добрый день, меня зовут {name}, можно попасть к вам на чистку зубов {day}? {reason}",
    "Hello! I would like to book a professional teeth cleaning {day}, please, {reason}",
    "Hi, do you have anything free {day} for a first consultation? {reason}",
    "Բարև Ձեզ, ուզում եմ գրանցվել ատամների մաքրման {day}, {reason}",
)
"""By `number % 5`, like the languages of `LANGUAGES`."""
LANGUAGES = ("ru", "ru", "en", "en", "hy")
DAYS = {
    "ru": ("завтра", "в четверг", "в пятницу", "в понедельник", "на следующей неделе"),
    "en": ("tomorrow", "on Thursday", "on Friday", "on Monday", "next week"),
    "hy": ("վաղը", "հինգշաբթի", "ուրբաթ", "երկուշաբթի", "հաջորդ շաբաթ"),
}
REASONS = {
    "ru": ("вас посоветовала {name} {surname}", "у вас лечится моя коллега {name} {surname}"),
    "en": ("my friend {name} {surname} told me about you", "{name} {surname} from my office comes to you"),
    "hy": ("ընկերուհիս՝ {name} {surname}, խորհուրդ տվեց", "{name} {surname} ձեզ մոտ է գալիս"),
}
QUESTIONS = {
    "ru": "А парковка у клиники есть? Нас на {car} привезёт {name} {surname}",
    "en": "By the way, is there parking near the clinic? {name} {surname} will drive me in a {car}",
    "hy": "Իսկ կլինիկայի մոտ կայանատեղի կա՞, ինձ {name} {surname} է բերելու, {car} է",
}
CARS = ("Toyota", "Lada", "Nissan", "Kia", "BMW", "Opel", "Ford", "Honda", "Mazda", "Volvo")
THANKS = {"ru": "Спасибо большое!", "en": "Thank you very much!", "hy": "Շատ շնորհակալություն"}
YES = {"ru": "да", "en": "yes", "hy": "այո"}
CANCEL = {
    "ru": "К сожалению, планы изменились, {name} {surname} приезжает. Отмените, пожалуйста, мою запись",
    "en": "My plans have changed, {name} {surname} is visiting. Please cancel my appointment",
    "hy": "Պլաններս փոխվեցին, {name} {surname} է գալիս։ Խնդրում եմ չեղարկեք իմ այցը",
}
NAMES = {
    "ru": ("Ольга", "Сергей", "Ирина", "Павел", "Елена", "Виктор", "Вера", "Антон", "Дарья", "Роман"),
    "en": ("John", "Emily", "Peter", "Laura", "Simon", "Grace", "Henry", "Alice", "Oliver", "Rachel"),
    "hy": ("Հասմիկ", "Վահե", "Անուշ", "Ռուբեն", "Սիրանուշ", "Հրանտ", "Թամարա", "Ժիրայր", "Սոնա", "Էդգար"),
}
"""Nobody who works at the clinic."""
SURNAMES = {
    "ru": (
        "Волков",
        "Белов",
        "Орлов",
        "Соколов",
        "Зайцев",
        "Лебедев",
        "Козлов",
        "Морозов",
        "Новиков",
        "Павлов",
    ),
    "en": ("Miller", "Clark", "Turner", "Walker", "Cooper", "Bennett", "Foster", "Hughes", "Parker", "Reed"),
    "hy": ("Մանուկյան", "Զաքարյան", "Սիմոնյան", "Թորոսյան", "Մելքոնյան", "Ղազարյան", "Եսայան", "Ասատրյան"),
}


class NotBooked(MeasurementFailed):
    """Everything was answered, and no booking came about."""


@dataclass
class Exchange:
    """One message and its answer, delivered."""

    text: str
    replies: list[str]
    seconds: float


@dataclass
class Customer:
    """One person in the web chat. `number` makes what they write theirs alone, so that no answer is remembered."""

    measured: MeasuredDesk
    number: int
    rng: random.Random
    exchanges: list[Exchange] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    told_contact: bool = False
    _seen_seq: int = 0
    _sent: int = 0

    def __post_init__(self) -> None:
        self.sender = Sender(channel="web", external_id=f"visitor-{self.number}")
        self.conversation_id = door.conversation_id_of(self.measured.desk.business.id, self.sender)
        self.language = LANGUAGES[self.number % 5]

    async def say(self, text: str, *, tapped: str | None = None) -> Exchange:
        """Send `text`, or tap the option with the id `tapped`, and wait until everything that answers it has been
        delivered and read.
        """
        desk = self.measured.desk
        self._sent += 1
        event = Event(
            kind="choice" if tapped else "message",
            channel="web",
            provider_id=f"{self.number}-{self._sent}",
            occurred_at=desk.clock.now(),
            text=text,
            payload={"id": tapped} if tapped else {},
        )
        began = perf_counter()
        if self.measured.inline:
            await desk.receive(self.sender, event)
            await desk.settle()
            lines = await self._read()
        else:
            with desk.notifier.subscribe(self.conversation_id) as notes:
                await desk.receive(self.sender, event)
                lines = await self._await_delivery(notes)
        if not lines:
            raise MeasurementFailed(f"no answer to {text!r}:\n" + transcript_of(self))
        exchange = Exchange(text, lines, perf_counter() - began)
        self.exchanges.append(exchange)
        return exchange

    async def _await_delivery(self, notes: Subscription) -> list[str] | None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                while True:
                    answered = (await notes.get()).kind in ("turn", "delivery")
                    if answered and (lines := await self._read()):
                        return lines
        except TimeoutError:
            raise MeasurementFailed(
                f"nothing after {ANSWER_SECONDS:.0f} s:\n" + transcript_of(self)
            ) from None

    async def _read(self) -> list[str] | None:
        """The new replies; None while one of them is still on its way."""

        def read(connection: sa.Connection) -> list[transcript.TranscriptLine] | None:
            if _ON_THE_WAY.first(connection, {"conversation_id": self.conversation_id}) is not None:
                return None
            return transcript.messages_after(connection, self.conversation_id, self._seen_seq)

        lines = await self.measured.desk.database.read(read)
        if lines is None:
            return None
        spoken = [line for line in lines if line.author == "bot"]
        if spoken:
            self._seen_seq = lines[-1].seq
            self.options = spoken[-1].options
        return [line.text for line in spoken]

    def words(self, template: str) -> str:
        """`template` with details of this customer's own, so that hardly any text is sent twice."""
        language, pick = self.language, self.rng.choice
        filled = template.format(
            day=pick(DAYS[language]),
            reason=pick(REASONS[language]),
            car=pick(CARS),
            name="{name}",
            surname="{surname}",
        )
        return filled.format(name=pick(NAMES[language]), surname=pick(SURNAMES[language]))

    async def answer(self) -> Exchange:
        """What a person would answer to the options shown last: every second one taps, the others type."""
        ids = [option_id for option_id, _ in self.options]
        if "yes" in ids:
            return await self.say(YES[self.language])
        choices = [n for n, option_id in enumerate(ids) if option_id.partition(":")[0] in CHOICES]
        if not choices and self.told_contact:
            return await self.say(DAYS[self.language][1])
        if not choices:
            self.told_contact = True
            phone = f"+374 91 {(self.number * 7919 + 123457) % 1_000_000:06d}"
            return await self.say(self.words("{name} {surname}, ") + phone)
        chosen = self.rng.choice(choices)
        if self.number % 2:
            return await self.say(str(chosen + 1))
        return await self.say(self.options[chosen][1], tapped=ids[chosen])


CHOICES = frozenset({"slot", "service", "family", "visit"})
_ON_THE_WAY = Prepared(
    sa.select(outbox.c.id)
    .where(
        outbox.c.conversation_id == sa.bindparam("conversation_id"),
        outbox.c.status.in_([sa.literal_column(f"'{s}'") for s in ("pending", "retry", "sending")]),
    )
    .limit(1)
)


async def book(customer: Customer) -> AsyncIterator[Exchange]:
    """A whole booking, message by message: opening, a question in between, choices, contact, yes, thanks.

    Raises NotBooked when it does not end in a booking: the figures would not mean what they say.
    """
    yield await customer.say(customer.words(OPENINGS[customer.number % 5]))
    options = customer.options
    yield await customer.say(customer.words(QUESTIONS[customer.language]))
    customer.options = customer.options or options
    for _ in range(MOST_TURNS):
        exchange = await customer.answer()
        yield exchange
        if exchange.text == YES[customer.language] and await is_booked(customer):
            yield await customer.say(THANKS[customer.language])
            return
    raise NotBooked("a booking did not come about:\n" + transcript_of(customer))


async def cancel(customer: Customer) -> AsyncIterator[Exchange]:
    """The visit is cancelled again, so that a long conversation always finds the calendar as it was."""
    yield await customer.say(customer.words(CANCEL[customer.language]))
    yield await customer.say(YES[customer.language])
    if await is_booked(customer):
        raise MeasurementFailed("a cancellation did not come about:\n" + transcript_of(customer))


async def is_booked(customer: Customer) -> bool:
    def read(connection: sa.Connection) -> bool:
        found = connection.execute(
            sa.text(
                "SELECT 1 FROM appointment a JOIN conversation c ON c.contact_id = a.contact_id"
                " WHERE c.id = :id AND a.status = 'booked' LIMIT 1"
            ),
            {"id": customer.conversation_id},
        ).first()
        return found is not None

    return await customer.measured.desk.database.read(read)


def transcript_of(customer: Customer) -> str:
    """What was said, for a person who wants to know what went wrong."""
    return "\n".join(
        f"> {e.text}\n" + "\n".join(f"  {reply}" for reply in e.replies) for e in customer.exchanges
    )
