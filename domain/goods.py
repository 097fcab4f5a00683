"""What somebody wants to buy: what goods are measured by, whom and what they are for."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, Field

Measure = Literal["bust", "waist", "hips", "foot", "finger", "height", "head"]
"""What is measured, in centimetres; `finger` is its girth in millimetres."""
MEASURES: tuple[Measure, ...] = ("bust", "waist", "hips", "foot", "finger", "height", "head")
Recipient = Literal["woman", "man", "child", "home"]
Occasion = Literal[
    "birthday", "new-year", "womens-day", "anniversary", "wedding", "housewarming", "christening", "birth",
    "army-day", "teacher", "everyday",
]  # fmt: skip


class GoodsWish(BaseModel):
    """What somebody wants to buy, where the business has a catalogue. Ids are the catalogue's."""

    categories: list[str] = Field(default_factory=list)
    colours: list[str] = Field(default_factory=list)
    not_colours: list[str] = Field(default_factory=list)
    """Colours that it must not have."""
    sizes: list[str] = Field(default_factory=list)
    """As the size tables write them: "M", "42"."""
    measures: dict[Measure, Decimal] = Field(default_factory=dict)
    """Centimetres; `finger` millimetres."""
    age_years: int | None = None
    styles: list[str] = Field(default_factory=list)
    recipient: Recipient | None = None
    occasion: Occasion | None = None
    gift: bool = False
    cheaper: bool = False
    others: bool = False
    """Something else than what was shown."""
    asks_size: bool = False
    asks_stock: bool = False
    asks_colours: bool = False
    things: list[list[str]] = Field(default_factory=list)
    """Different things that were named in one message, each with the products it may be; empty for one thing."""
    budget: Decimal | None = None
    """The most that may be spent, where no currency was named; the business's."""
    asks_which_size: bool = False
    asks_delivery: bool = False
    what_if: bool = False
    """Speaks of what could be: "if it does not fit"."""
    pieces: int | None = None
    """How many of the thing that is named."""
    wait: bool = False
    """Asks to be told when it is there again."""
    wants: bool = False
    takes: bool = False
    """Would buy what was just spoken of."""
    looks: bool = False
    """Asks for a picture, or what a thing is made of."""
    hints: list[str] = Field(default_factory=list)
    """Products that a word beside a wish for a gift makes likely: "he likes coffee"."""
    likely: list[str] = Field(default_factory=list)
    """Products that it may be about, by meaning, where none is named: to be suggested, never taken."""
    may_i: bool = False
    """Asks what is allowed: "can I …", "is it possible"."""
    own: bool = False
    """Speaks of a thing they have bought, or ordered."""
    later: bool = False
    """Will think about it, or wants to decide at another time."""
    asks_total: bool = False
    """What it all comes to: "and altogether?"."""
    asks_hold: bool = False
    """Wants it kept for them."""
    not_products: list[str] = Field(default_factory=list)
    """Products that were named to be ruled out: "no rings"."""

    @property
    def names_goods(self) -> bool:
        """Whether it is about goods at all: a kind of them, or a gift for somebody."""
        return bool(self.categories or self.gift)

    @property
    def narrows(self) -> bool:
        """Whether it says which of the goods spoken of: a colour, a size, a cheaper one, another one."""
        return bool(self.colours or self.not_colours or self.sizes or self.cheaper or self.others)
