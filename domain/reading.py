"""What the messages of a turn mean. Produced by `agents/understanding`, consumed by router and specialists."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, get_args

from pydantic import BaseModel, Field

from domain.goods import GoodsWish
from domain.language import Language, Script

Route = Literal[
    "sales", "booking", "reschedule", "cancel", "quote",
    "support.delivery", "support.payment", "support.technical", "support.returns", "support.account",
    "support.complaint", "faq", "human", "confirm", "decline", "smalltalk", "out_of_scope",
]  # fmt: skip

Act = Literal[
    "inform", "ask", "confirm", "deny", "choose", "thank", "greet", "ask_human", "opt_out", "complain", "drop",
]  # fmt: skip
"""`drop`: what is being talked about is not wanted any more, or is to stay as it was ("never mind", "leave it")."""
Flag = Literal[
    "medical",
    "legal",
    "safety",
    "payment_dispute",
    "refund",
    "injection",
    "discount",
    "other_person",
    "anger",
    "confusion",
    "vip",
]
Source = Literal["exact", "local", "model"]
Grain = Literal["minute", "hour", "day", "week", "month"]
Shift = Literal[
    "later", "earlier", "other_day", "soonest", "same_day", "other_person", "other_place", "displaced"
]
"""A wish relative to the times that were offered, or (`same_day`) to a visit that is booked. `displaced`: see
`Entities.displaced`, where no other of these was said."""


class RouteScore(BaseModel):
    """`confidence` is a calibrated probability, 0..1."""

    route: Route
    confidence: float


class TimeWindow(BaseModel):
    """A wished time in the business's local wall time, half-open.

    `start` None: open to the past ("до пятницы"); `end` None: open to the future ("после 3").
    `daily_from`/`daily_to` bound the hour on each day of the window ("на неделе после 18").
    `exclude` names days the customer ruled out.
    """

    text: str
    start: datetime | None = None
    end: datetime | None = None
    grain: Grain = "day"
    daily_from: time | None = None
    daily_to: time | None = None
    exclude: list[date] = Field(default_factory=list)
    spans: list[tuple[datetime, datetime]] = Field(default_factory=list)
    """Of a wish with alternatives ("tomorrow afternoon or Thursday morning"): a visit begins in one of them."""
    otherwise: bool = False
    """Wished for only where the wishes before it are not to be had: "Friday at 3, if that's taken, Saturday"."""
    impossible: bool = False
    """The words name a date that does not exist (31 February)."""
    misnamed: date | None = None
    """The date said with a weekday that it is not: "Tuesday the 26th", which is a Thursday. Nobody means the far month
    in which both are true, though `start` may be there."""
    passed: bool = False
    """It is over already, or is the present moment: said of something else, no time for a visit."""


def _on_its_date(window: TimeWindow) -> TimeWindow:
    if window.misnamed is None or window.start is None or window.start.date() == window.misnamed:
        return window
    nearer = window.start.date() - window.misnamed
    end = None if window.end is None else window.end - nearer
    return window.model_copy(update={"start": window.start - nearer, "end": end})


class Displacement(BaseModel):
    """Days counted from what is talked about, not from today: "a week later", "на день раньше", "same time on Friday".

    `days` and `months` are negative for earlier ones. `same_time`: at its hour, said or meant ("a week later").
    """

    days: int = 0
    months: int = 0
    same_time: bool = False


class MoneyRange(BaseModel):
    """Money that was named, major units: "20к", "1.500 ֏", "полторы тысячи", "under 50k", "от 10 до 20 тысяч".

    An exact sum has `low` == `high`; an open end is None. `currency` None: none was named, the business's is meant.
    """

    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None


Unit = Literal["piece", "person", "m2", "m", "km", "kg", "hour", "day", "week", "month", "room", "page"]
UNITS: tuple[Unit, ...] = get_args(Unit)


class Quantity(BaseModel):
    """A count or a measure: "45 кв. м", "трое", "two taps", "5 pages". `what` is the word counted, as written."""

    text: str
    value: Decimal
    unit: Unit = "piece"
    what: str = ""


class Span(BaseModel):
    """The words behind a fact: `text` stands at `start` to `end`, half-open, of `Reading.text`.

    `fact` is the name of a field of `Entities`, `value` the fact as text.
    """

    fact: str
    value: str
    text: str
    start: int
    end: int


class Entities(BaseModel):
    """Facts found in the words. Every list keeps the order of the words."""

    windows: list[TimeWindow] = Field(default_factory=list)
    services: list[str] = Field(default_factory=list)
    """Service ids; several when an alias is shared by a family."""
    likely_services: list[str] = Field(default_factory=list)
    """Two or three that it may be about, by meaning, where none is named: to be asked about."""
    likely_share: float = 0.0
    """How probable the first of `likely_services` is, 0..1."""
    practitioners: list[str] = Field(default_factory=list)
    branches: list[str] = Field(default_factory=list)
    not_branches: list[str] = Field(default_factory=list)
    """Named as not wanted: "anywhere but the centre"; where one other is left, that is in `branches`."""
    phones: list[str] = Field(default_factory=list)
    """E.164."""
    bad_phone: str | None = None
    """What was sent where a phone was asked for, as written, when no such number can exist."""
    emails: list[str] = Field(default_factory=list)
    name: str | None = None
    """The writer's, or one of which nothing says whose it is."""
    for_whom: str | None = None
    """The name of whoever a visit is for, where it is not the writer: "the child's name is Davit, I'm Gohar"."""
    numbers: list[int] = Field(default_factory=list)
    """Whole numbers in figures and words, whatever they count."""
    ordinals: list[int] = Field(default_factory=list)
    """ "второй", "3rd", "հինգերորդ"."""
    money: list[MoneyRange] = Field(default_factory=list)
    quantities: list[Quantity] = Field(default_factory=list)
    order_ids: list[str] = Field(default_factory=list)
    """By the business's `order_id_pattern`, written as the pattern's own orders are."""
    zones: list[str] = Field(default_factory=list)
    """Ids of the business's zones whose district or place was named."""
    addresses: list[str] = Field(default_factory=list)
    """A street with its house number and flat, as written."""
    products: list[str] = Field(default_factory=list)
    """Ids of the catalogue's products, by name, alias or meaning; the best first."""
    goods: GoodsWish = Field(default_factory=GoodsWish)
    urgent: bool = False
    online: bool | None = None
    first_visit: bool | None = None
    shift: Shift | None = None
    displaced: Displacement | None = None
    spans: list[Span] = Field(default_factory=list)
    """The words of every fact that has some."""

    @property
    def names(self) -> list[str]:
        """Every name that was told."""
        return [name for name in (self.name, self.for_whom) if name]

    @property
    def wishes(self) -> list[TimeWindow]:
        """The windows that may be wished for: not those that passed ("I was there yesterday"), and on the date said
        where its weekday is another."""
        return [_on_its_date(w) for w in self.windows if not w.passed]


class Reading(BaseModel):
    """One turn's messages, understood.

    `choice` is the id of the pending question's option that was meant, whatever the words were
    ("2", "да", "второй", a tapped button).
    """

    text: str
    language: Language
    script: Script
    native: str | None = None
    """`text` in the language's own script, where it was romanised."""
    written: str | None = None
    """The words as the customer wrote them, where `text` is another: with their marks and lines."""
    marked: bool = False
    """A question mark of any script was written; the Armenian one is not in `text`."""
    acts: list[Act] = Field(default_factory=list)
    routes: list[RouteScore] = Field(default_factory=list)
    """Best first; several when the messages hold several needs."""
    intent: str | None = None
    """A finer label than the route where one is known: "price", "availability", "policy", or the id of a need of this
    business's own. The words name a deed: "book", "move", "cancel", "cannot_come"; "move_back", "take_back": undo the last move,
    the last cancelling; "change_rules": how one could cancel or move later. Asked beside a need: "own_visit": when they are
    booked; "as_before": like last time; "still_on": whether what was offered still stands; "what_included", "why_dear": of a
    price; "may_photo": whether to send one; "anyone": whoever does it; "runs_late":
    will not be there in time."""
    entities: Entities = Field(default_factory=Entities)
    flags: list[Flag] = Field(default_factory=list)
    questions: list[str] = Field(default_factory=list)
    """The parts of the message that ask about the rules, in their own script; empty when it has no parts."""
    choice: str | None = None
    answered: bool = False
    """One half of the message answers what was open, by itself; the other asks about the rules, and is in `questions`."""
    source: Source = "local"
    why: list[str] = Field(default_factory=list)

    @property
    def in_own_script(self) -> str:
        """What word lists and patterns of the language are looked for in."""
        return self.native if self.native is not None else self.text

    @property
    def quoted(self) -> str:
        """What is shown to people as the customer's words."""
        return self.written if self.written is not None else self.text

    @property
    def route(self) -> Route:
        return self.routes[0].route if self.routes else "out_of_scope"

    @property
    def confidence(self) -> float:
        return self.routes[0].confidence if self.routes else 0.0

    def has(self, route: Route, *, at_least: float = 0.5) -> bool:
        """Whether `route` is among the needs found, at that confidence."""
        return any(r.route == route and r.confidence >= at_least for r in self.routes)
