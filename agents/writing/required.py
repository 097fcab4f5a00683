"""Which messages the front desk may say. `./closeloop check` compares an owner's words with it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.business import Business

REQUIRED = frozenset(
    [
        "day-today",
        "day-tomorrow",
        "option-yes",
        "option-no",
        "option-change",
        "option-other-time",
        "option-other-service",
        "option-not-now",
        "option-cancel",
        "option-move",
        "option-keep",
        "option-both",
        "option-book",
        "option-buy",
        "option-question",
        "option-person",
        "option-will-come",
        "option-slot",
        "option-text",
        "greeting",
        "small-talk",
        "flow-resumed",
        "thanks-reply",
        "acknowledged",
        "not-understood",
        "not-understood-short",
        "out-of-scope",
        "out-of-scope-short",
        "choice-gone",
        "unsupported-content",
        "opted-out",
        "ask-question",
        "ask-field",
        "policy-unknown",
        "policy-unknown-short",
        "policy-unsure",
        "escalated-waiting",
        "decision-rejected",
        "promise-late",
        "follow-up-1",
        "follow-up-2",
        "visit-reminder",
        "visit-reminder-brief",
        "visit-ask",
        "visit-confirmed",
        "book-ask-service",
        "service-line",
        "service-line-brief",
        "book-services",
        "book-services-from",
        "book-services-later",
        "slot-line",
        "book-slots",
        "book-slots-price",
        "book-time-taken",
        "book-day-full",
        "book-nothing-fits",
        "book-none-later",
        "book-none-earlier",
        "book-not-by",
        "book-not-at",
        "book-ask-day",
        "date-impossible",
        "book-ask-contact",
        "book-ask-name",
        "book-ask-phone",
        "book-bad-phone",
        "book-bad-phone-no-name",
        "name-noted",
        "book-why-contact",
        "book-why-phone",
        "book-read-back",
        "book-done",
        "book-prepare",
        "book-prepare-bring",
        "book-plans",
        "book-plans-price",
        "plan-line",
        "plan-line-three",
        "plan-line-at-once",
        "visit-line",
        "visit-done-line",
        "prepare-line",
        "book-read-back-several",
        "book-done-several",
        "book-prepare-several",
        "book-not-together",
        "book-change-what",
        "book-abandoned",
        "move-choose",
        "move-late",
        "move-read-back",
        "move-done",
        "no-appointments",
        "which-appointment",
        "appointment-line",
        "cancel-read-back-free",
        "cancel-read-back-late",
        "cancel-done",
        "cancel-kept",
        "support-sorry",
        "lead-stored",
        "estimate-stored",
        "ticket-stored",
        "draft-lead",
        "draft-estimate",
        "draft-ticket",
    ]
)


_OF_VISITS = frozenset(
    m for m in REQUIRED if m.startswith(("book-", "move-", "cancel-", "visit-", "service-line", "slot-line"))
)
"""Said only where something is booked."""


def missing_words(business: Business) -> Iterator[str]:
    """A line for every required message that a language lacks."""
    for language, source in business.words.items():
        have = {
            line.partition("=")[0].strip()
            for line in source.splitlines()
            if line[:1].isalpha() and "=" in line
        }
        for message in sorted(REQUIRED - have - (frozenset() if business.books else _OF_VISITS)):
            yield f"words/{language}.ftl: there is no message `{message}`; add it (the other languages show its variables)"
