"""Which products and variants fit a wish, and what comes close when one is gone. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from agents.catalogue.frame import CatalogueFrame
from domain.business.catalogue import Catalogue, Product, SizeLine, Variant
from domain.goods import MEASURES, Measure

Label = Literal["closest", "value", "middle", "premium"]
MOST = 3
_BEST = 6
"""Suggestions are chosen among so many that fit best."""
_CHILD_SIZE_CM = {
    1: 80,
    2: 92,
    3: 98,
    4: 104,
    5: 110,
    6: 116,
    7: 122,
    8: 128,
    9: 134,
    10: 140,
    11: 146,
    12: 152,
}
"""The usual height by age, when no height is named."""


@dataclass(frozen=True)
class Pick:
    """One suggestion. `variant` None: several variants of it are in stock."""

    label: Label
    product: Product
    variant: Variant | None = None


@dataclass(frozen=True)
class Sized:
    """A size that follows from a measure: what was measured, and the line of the table."""

    size: str
    measure: Measure
    value: Decimal
    line: SizeLine


def size_in(catalogue: Catalogue, product: Product, said: str | None) -> str | None:
    """The product's own size for a size as the customer says it: 44 may be an M. None when it has no such size."""
    if said is None or said in product.sizes:
        return said
    table = catalogue.table_of(product)
    line = table.line(said) if table is not None else None
    if line is not None:
        return line.size if line.size in product.sizes else None
    for size in product.sizes:  # "38" in a sock of 36-40
        low, dash, high = size.partition("-")
        if (
            dash
            and said.isdigit()
            and low.isdigit()
            and high.isdigit()
            and int(low) <= int(said) <= int(high)
        ):
            return size
    return None


def size_by_measures(catalogue: Catalogue, product: Product, frame: CatalogueFrame) -> Sized | None:
    """The size that measures or a child's age point to; of several measures the largest size."""
    table = catalogue.table_of(product)
    if table is None:
        return None
    order = [line.size for line in table.lines]
    found: list[Sized] = []
    measures = dict(frame.measures)
    if not measures and frame.age_years is not None and frame.age_years in _CHILD_SIZE_CM:
        measures = {"height": Decimal(_CHILD_SIZE_CM[frame.age_years])}
    for measure in MEASURES:
        line = table.fits(measure, measures[measure]) if measure in measures else None
        if line is not None:
            found.append(Sized(line.size, measure, measures[measure], line))
    return max(found, key=lambda s: order.index(s.size)) if found else None


def child_height(age_years: int) -> int | None:
    """Centimetres, as children of that age usually are; None for who is no child any more."""
    return _CHILD_SIZE_CM.get(age_years)


def is_measured(catalogue: Catalogue, product: Product, frame: CatalogueFrame) -> bool:
    """Whether a measure is known that sizes of the product go by."""
    table = catalogue.table_of(product)
    if table is None:
        return False
    by_age = frame.age_years is not None and not frame.measures and any(x.span("height") for x in table.lines)
    return by_age or any(line.span(measure) for measure in frame.measures for line in table.lines)


def main_measure(catalogue: Catalogue, product: Product) -> Measure | None:
    """What is measured to find a size of the product."""
    table = catalogue.table_of(product)
    if table is None:
        return None
    return next((m for m in MEASURES if all(line.span(m) for line in table.lines)), None)


def without_colours(catalogue: Catalogue, stock: Mapping[str, int], refused: list[str]) -> Mapping[str, int]:
    """The stock as somebody sees it who wants none of those colours."""
    if not refused:
        return stock
    gone = {v.sku for p in catalogue.products for v in p.variants if v.colour in refused}
    return {sku: 0 if sku in gone else count for sku, count in stock.items()}


def in_stock(
    product: Product, stock: Mapping[str, int], *, size: str | None, colour: str | None
) -> list[Variant]:
    """The variants that are there, of that size and colour where they are given."""
    return [
        v
        for v in product.variants
        if stock.get(v.sku, 0) > 0 and size in (None, v.size) and colour in (None, v.colour)
    ]


def fitting(
    catalogue: Catalogue, frame: CatalogueFrame, stock: Mapping[str, int], *, budget: bool = True
) -> list[Product]:
    """Products in stock that fit everything wished for, those with a style or an occasion that was named first."""
    found = []
    for product in catalogue.products:
        if frame.named and product.id not in frame.named:
            continue
        if frame.categories and product.category not in frame.categories and not frame.named:
            continue
        if frame.recipient is not None and frame.recipient not in product.for_whom:
            continue
        if budget and not _affordable(product, frame):
            continue
        if frame.size is not None and not (product.sizes or frame.gift or frame.named or frame.categories):
            continue  # who names a size wants something to wear
        if product.id in frame.shown:
            continue
        if _variants_for(catalogue, product, frame, stock):
            found.append(product)
    return sorted(found, key=lambda p: -_closeness(p, frame))


def _variants_for(
    catalogue: Catalogue, product: Product, frame: CatalogueFrame, stock: Mapping[str, int]
) -> list[Variant]:
    sized = size_by_measures(catalogue, product, frame)
    size = size_in(catalogue, product, frame.size) or (sized.size if sized else None)
    if frame.size is not None and product.sizes and size is None:
        return []
    if size is None and product.sizes and is_measured(catalogue, product, frame):
        return []
    colour = frame.colour if frame.colour in product.colours else None
    if frame.colour is not None and colour is None:
        return []
    return in_stock(product, stock, size=size if product.sizes else None, colour=colour)


def _affordable(product: Product, frame: CatalogueFrame) -> bool:
    dear = frame.high is not None and product.price * frame.quantity > frame.high
    cheap = frame.low is not None and frame.low != frame.high and product.price * frame.quantity < frame.low
    return not (dear or cheap)


def _closeness(product: Product, frame: CatalogueFrame) -> int:
    occasion = frame.occasion is not None and frame.occasion in product.occasions
    gift = frame.gift and any(o != "everyday" for o in product.occasions)
    no_size = frame.gift and not product.sizes and frame.size is None
    meagre = frame.high is not None and product.price * 4 < frame.high
    hinted = product.id in frame.hints
    return (
        4 * hinted
        + 2 * occasion
        + gift
        + no_size
        - 2 * meagre
        + len(set(frame.styles).intersection(product.styles))
    )


def suggestions(products: list[Product]) -> list[Pick]:
    """Two or three of them that differ usefully (R63): the cheapest, the one that fits best, the finest.

    `products` come with the best fitting first; one alone is itself.
    """
    if len(products) <= 1:
        return [Pick("closest", p) for p in products]
    by_price = sorted(products[:_BEST], key=lambda p: p.price)
    cheapest, dearest = by_price[0], by_price[-1]
    between = [p for p in products[:_BEST] if p not in (cheapest, dearest)]
    picks = [Pick("value", cheapest)]
    if between:
        other_kind = [p for p in between if p.category not in (cheapest.category, dearest.category)]
        picks.append(Pick("middle", (other_kind or between)[0]))
    picks.append(Pick("premium", dearest))
    return picks


def instead_of(
    catalogue: Catalogue,
    product: Product,
    frame: CatalogueFrame,
    stock: Mapping[str, int],
    *,
    size: str | None,
) -> list[Pick]:
    """What may stand in for a variant that is gone: the same in another colour, else the most alike; one that costs
    less; a finer one. Only what is in stock, in the same size where it has sizes (R44, R63)."""
    same = in_stock(product, stock, size=size, colour=None)
    picks = [Pick("closest", product, same[0])] if same else []
    alike = [p for p in catalogue.products if p.id != product.id and p.category == product.category]
    alike = [p for p in alike if set(p.for_whom) & set(product.for_whom)] or alike
    found: list[tuple[Product, Variant]] = []
    for other in alike:
        own = size_in(catalogue, other, size)
        if other.sizes and size is not None and own is None:
            continue
        variants = in_stock(other, stock, size=own, colour=None)
        wished = [v for v in variants if v.colour == frame.colour]
        if variants:
            found.append((other, (wished or variants)[0]))
    found.sort(key=lambda f: (-len(set(f[0].styles) & set(product.styles)), abs(f[0].price - product.price)))
    if not picks and found:
        picks.append(Pick("closest", *found[0]))
    rest = [f for f in found if f[0].id not in {p.product.id for p in picks}]
    cheaper = min((f for f in rest if f[0].price < product.price), key=lambda f: f[0].price, default=None)
    dearer = min((f for f in rest if f[0].price > product.price), key=lambda f: f[0].price, default=None)
    if cheaper is not None:
        picks.append(Pick("value", *cheaper))
    if dearer is not None:
        picks.append(Pick("premium", *dearer))
    return picks[:MOST]
