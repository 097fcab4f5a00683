"""What a shop sells: products with their variants, size tables, ways of delivery (R43-R45).

Rules stand in `catalogue.yaml`, products in `catalogue.csv`, one row a variant. Both are optional: a business without
them sells nothing here.
"""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from domain.business.booking import Weekday
from domain.business.strict import OwnerModel
from domain.goods import MEASURES, Measure, Occasion, Recipient
from domain.language import LocalText

_CART_FIELDS = frozenset({"sku", "quantity", "product", "size", "colour"})
_DAYS = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_SPAN = re.compile(r"(\d{1,3}(?:\.\d)?)\s*[-–]\s*(\d{1,3}(?:\.\d)?)")


class Span(BaseModel):
    """A stretch of measures, `low` included and `high` too."""

    model_config = ConfigDict(frozen=True)

    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"


class Kind(OwnerModel):
    """A category or a colour: how it is called, by us and by customers, in any language and script."""

    id: str
    name: LocalText
    aliases: list[str] = Field(default_factory=list)


class SizeLine(OwnerModel):
    """One size and what it fits, written `92-98`. `also`: the same size in other tables (44 for an M)."""

    size: str
    also: list[str] = Field(default_factory=list)
    bust: str | None = None
    waist: str | None = None
    hips: str | None = None
    foot: str | None = None
    finger: str | None = None
    height: str | None = None
    head: str | None = None

    @field_validator(*MEASURES)
    @classmethod
    def _spans(cls, value: str | None) -> str | None:
        found = _SPAN.fullmatch(value) if value is not None else None
        if value is not None and (found is None or Decimal(found[1]) >= Decimal(found[2])):
            raise ValueError(f'cannot be "{value}"; write two measures with the smaller first, like 92-98')
        return value

    def span(self, measure: Measure) -> Span | None:
        """What the size fits by that measure."""
        found = _SPAN.fullmatch(getattr(self, measure) or "")
        return Span(low=Decimal(found[1]), high=Decimal(found[2])) if found else None


class SizeTable(OwnerModel):
    """Which size fits which measures."""

    id: str
    lines: list[SizeLine] = Field(min_length=1)

    def fits(self, measure: Measure, value: Decimal) -> SizeLine | None:
        """The line of that measure; between two the larger (the last that begins at or below it)."""
        fitting = [(s, line) for line in self.lines if (s := line.span(measure)) and s.low <= value <= s.high]
        return fitting[-1][1] if fitting else None

    def line(self, size: str) -> SizeLine | None:
        """The line of a size, by its own name or another's."""
        return next((x for x in self.lines if size == x.size), None) or next(
            (x for x in self.lines if size in x.also), None
        )


class DeliveryWay(OwnerModel):
    """`days` after the day of the order, only `weekdays` counted; an order after `order_by` is the next day's."""

    id: str
    name: LocalText
    zones: list[str] = Field(min_length=1)
    """Ids of the business's zones."""
    price: Decimal = Field(ge=0)
    free_from: Decimal | None = None
    days: str
    order_by: time
    weekdays: list[Weekday] = Field(min_length=1)
    pickup: bool = False
    """The customer comes for it."""

    @field_validator("days")
    @classmethod
    def _counts(cls, value: str) -> str:
        found = _DAYS.fullmatch(value.strip())
        if found is None or int(found[2] or found[1]) < int(found[1]):
            raise ValueError(f'cannot be "{value}"; write a number of days like 1, or two like 2-3')
        return value

    @property
    def span_days(self) -> tuple[int, int]:
        """The fewest and the most days."""
        found = _DAYS.fullmatch(self.days.strip())
        if found is None:
            raise ValueError(f"days were not checked: {self.days!r}")
        return int(found[1]), int(found[2] or found[1])

    def costs(self, total: Decimal) -> Decimal:
        """What the delivery of goods for `total` costs."""
        return Decimal(0) if self.free_from is not None and total >= self.free_from else self.price


class OtherWords(OwnerModel):
    """How customers tell that they want one of `products` without naming it, per language. Compared by meaning only."""

    products: list[str] = Field(min_length=1)
    ru: list[str] = Field(default_factory=list)
    hy: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)


class CatalogueRules(OwnerModel):
    """`catalogue.yaml`."""

    cart_url: str
    bulk_from: int = Field(default=10, ge=2)
    bulk_topic: str | None = None
    """The topic of escalation.yaml that many pieces are put before staff as; None: sales collects what is needed."""
    returns_days: int = Field(default=14, ge=0)
    home_zone: str | None = None
    categories: list[Kind] = Field(min_length=1)
    colours: list[Kind] = Field(default_factory=list)
    size_tables: list[SizeTable] = Field(default_factory=list)
    delivery: list[DeliveryWay] = Field(default_factory=list)
    in_other_words: list[OtherWords] = Field(default_factory=list)

    @field_validator("cart_url")
    @classmethod
    def _fills_in(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(
                f'cannot be "{value}"; write a whole address like https://example.com/cart?add={{sku}}'
            )
        named = set(re.findall(r"\{(\w*)\}", value))
        if named - _CART_FIELDS:
            raise ValueError(
                f"may fill in {', '.join(sorted(_CART_FIELDS))}, not {', '.join(sorted(named - _CART_FIELDS))}"
            )
        if "sku" not in named and "product" not in named:
            raise ValueError("must name what is put into the cart; write {sku} where its number goes")
        return value


class Variant(OwnerModel):
    """One thing that can be bought. `stock` is what the file said when it was read; the port knows better."""

    sku: str
    colour: str | None = None
    size: str | None = None
    stock: int = Field(ge=0)


class Product(OwnerModel):
    """`price` is in the business's currency, major units."""

    id: str
    name: LocalText
    aliases: list[str] = Field(default_factory=list)
    category: str
    styles: list[str] = Field(default_factory=list)
    for_whom: list[Recipient] = Field(default_factory=list)
    occasions: list[Occasion] = Field(default_factory=list)
    price: Decimal = Field(gt=0)
    link: str
    size_table: str | None = None
    variants: list[Variant] = Field(min_length=1)

    @property
    def sizes(self) -> list[str]:
        """Every size, in the file's order."""
        return list(dict.fromkeys(v.size for v in self.variants if v.size is not None))

    @property
    def colours(self) -> list[str]:
        return list(dict.fromkeys(v.colour for v in self.variants if v.colour is not None))


class Catalogue(BaseModel):
    """Rules and products, checked against each other. Never changes; stock is asked of `agents/tools/catalogue.py`."""

    model_config = ConfigDict(frozen=True, ignored_types=(cached_property,))

    rules: CatalogueRules
    products: list[Product]

    @cached_property
    def product_by_id(self) -> dict[str, Product]:
        return {p.id: p for p in self.products}

    @cached_property
    def product_of_sku(self) -> dict[str, Product]:
        return {v.sku: p for p in self.products for v in p.variants}

    @cached_property
    def colour_by_id(self) -> dict[str, Kind]:
        return {c.id: c for c in self.rules.colours}

    def table_of(self, product: Product) -> SizeTable | None:
        """The size table of a product; None when it has none."""
        return next((t for t in self.rules.size_tables if t.id == product.size_table), None)
