"""A quote on paper: one page in the customer's language and the business's look, from what was stored."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from agents.writing.composer import Composer
from agents.writing.formats import format_money
from domain.business import Business
from domain.language import Language
from domain.money import Money
from domain.quote import Quote, QuoteLine

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = Path(__file__).parent / "fonts"
_FAMILY, _ARMENIAN = "sans", "sans-armenian"
_GREY = (96, 96, 96)
_WIDTHS = (84, 22, 36, 38)
_MARGIN_MM = 15


def draw_quote(quote: Quote, business: Business, composer: Composer, *, customer: str | None = None) -> bytes:
    """The PDF. Nothing is worked out here: every amount is the stored one (R29)."""
    pdf = _open_page(quote, composer)
    paper = _Paper(pdf, quote, business, composer)
    paper.head(customer)
    paper.facts()
    paper.items()
    paper.notes()
    return bytes(pdf.output())


def _open_page(quote: Quote, composer: Composer) -> FPDF:
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_title(f"{composer.template('quote-title', quote.language, {})} {quote.number}")
    pdf.set_lang(quote.language)
    pdf.set_creation_date(quote.made_at)
    for style, weight in (("", "Regular"), ("B", "Bold")):
        pdf.add_font(_FAMILY, style, FONTS / f"NotoSans-{weight}.ttf")
        pdf.add_font(_ARMENIAN, style, FONTS / f"NotoSansArmenian-{weight}.ttf")
    pdf.set_fallback_fonts([_ARMENIAN])
    pdf.set_margin(_MARGIN_MM)
    pdf.set_auto_page_break(True, margin=_MARGIN_MM)
    pdf.add_page()
    return pdf


class _Paper:
    """The parts of the page, from the top."""

    def __init__(self, pdf: FPDF, quote: Quote, business: Business, composer: Composer) -> None:
        self._pdf, self._quote, self._business, self._composer = pdf, quote, business, composer
        self._language: Language = quote.language
        self._color = _rgb(business.profile.color)

    def _words(self, message: str, **values: str | int) -> str:
        return self._composer.template(message, self._language, dict(values))

    def _money(self, amount: Decimal) -> str:
        return format_money(Money(amount=amount, currency=self._quote.currency), self._language)

    def _span(self, low: Decimal, high: Decimal) -> str:
        if low == high:
            return self._money(low)
        return f"{self._money(low).rpartition(chr(0xA0))[0]}–{self._money(high)}"

    def _line(
        self, text: str, *, size: float = 10, bold: bool = False, grey: bool = False, mm: float = 5.5
    ) -> None:
        self._pdf.set_font(_FAMILY, "B" if bold else "", size)
        self._pdf.set_text_color(*(_GREY if grey else (0, 0, 0)))
        self._pdf.multi_cell(0, mm, text, new_x="LMARGIN", new_y="NEXT", align="L")

    def head(self, customer: str | None) -> None:
        pdf, profile = self._pdf, self._business.profile
        branch = profile.branches[0]
        pdf.set_font(_FAMILY, "B", 16)
        pdf.set_text_color(*self._color)
        pdf.multi_cell(0, 9, profile.name.in_language(self._language), new_x="LMARGIN", new_y="NEXT")
        self._line(f"{branch.address.in_language(self._language)} · {branch.phone}", size=9, grey=True, mm=5)
        pdf.set_draw_color(*self._color)
        pdf.set_line_width(0.6)
        pdf.line(pdf.l_margin, pdf.get_y() + 2, pdf.w - pdf.r_margin, pdf.get_y() + 2)
        pdf.ln(7)
        title = f"{self._words('quote-title')} № {self._quote.number}"
        self._line(title, size=14, bold=True, mm=8)
        made = self._quote.made_at.astimezone(self._business.zone)
        self._line(self._words("quote-dated", date=f"{made:%d.%m.%Y}"), size=9, grey=True, mm=5)
        if self._quote.version > 1:
            self._line(
                self._words("quote-replaces", version=self._quote.version - 1), size=9, grey=True, mm=5
            )
        if customer:
            self._line(self._words("quote-for", name=customer))
        pdf.ln(3)

    def facts(self) -> None:
        self._line(self._quote.service.in_language(self._language), size=12, bold=True, mm=7)
        for fact in self._quote.facts:
            self._line(f"•  {fact.shown.in_language(self._language)}")
        self._pdf.ln(3)

    def items(self) -> None:
        from fpdf.fonts import FontFace

        pdf = self._pdf
        pdf.set_font(_FAMILY, "", 10)
        pdf.set_text_color(0, 0, 0)
        pdf.set_line_width(0.2)
        pdf.set_draw_color(200, 200, 200)
        head = FontFace(emphasis="BOLD", color=(255, 255, 255), fill_color=self._color)
        columns = ("LEFT", "RIGHT", "RIGHT", "RIGHT")
        with pdf.table(
            col_widths=_WIDTHS,
            text_align=columns,
            headings_style=head,
            line_height=7,
            padding=1,
            borders_layout="HORIZONTAL_LINES",
        ) as table:
            row = table.row()
            for message in ("quote-item", "quote-quantity", "quote-unit-price", "quote-sum"):
                row.cell(self._words(message))
            for line in self._quote.lines:
                row = table.row()
                for text in self._cells(line):
                    row.cell(text)
            row = table.row(style=FontFace(emphasis="BOLD"))
            row.cell(self._words("quote-total"), colspan=3)
            row.cell(self._span(self._quote.low, self._quote.high))
        pdf.ln(4)

    def _cells(self, line: QuoteLine) -> list[str]:
        quantity = ""
        if line.quantity is not None:
            unit = line.unit.in_language(self._language) if line.unit is not None else ""
            quantity = f"{line.quantity} {unit}".strip()
        each = ""
        if line.unit_low is not None:
            each = self._span(line.unit_low, line.unit_high if line.unit_high is not None else line.unit_low)
        return [line.name.in_language(self._language), quantity, each, self._span(line.low, line.high)]

    def notes(self) -> None:
        if self._quote.factors:
            factors = ", ".join(f.in_language(self._language) for f in self._quote.factors)
            self._line(self._words("quote-depends", factors=factors))
        until = f"{self._quote.valid_until:%d.%m.%Y}"
        self._line(self._words("quote-valid", date=until), grey=True)


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
