"""A message as the router sees it: the reading beside the business and what stands open. Observations, no decisions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from agents.asked_apart import questions_beside
from agents.asked_of_us import NOTHING, Asked, Spoken, asked_of_us
from agents.escalations import raised_topics
from agents.estimator.wording import pricing_of
from agents.need import SURE_OF_YES
from agents.refusals import refused_by
from agents.router.owners import owner_of
from agents.router.words import (
    ALSO_MEANT,
    CHANGES,
    LITTLE_SURE,
    SAYS_LITTLE,
    SURELY_ASKS,
    Words,
    names_who_decides,
)
from agents.sales.interest import (
    asks_for_proposal,
    goals_named,
    is_about_a_project,
    option_named,
    wants_no_calls,
)
from agents.small_talk import asks_who_answers
from agents.support.categories import names_problem
from agents.support.unsolved import is_unsolved
from agents.understanding.rules import says
from domain.business import Business
from domain.conversation import SpecialistName
from domain.reading import Route
from domain.step import PendingQuestion

CONTACT_KINDS = ("contact", "name", "phone")
_NO_PROBLEM: tuple[Route, ...] = ("faq", "booking", "sales", "quote", "human")
_TIMES = ("slot", "day", "move_slot")
_MAY_BOOK = (None, "scheduler", "front_desk")
"""While another specialist collects its facts, a day or a place is one of them."""


@dataclass(frozen=True)
class Heard(Words):
    """With the business, the open question and whoever dealt with the case so far."""

    business: Business
    pending: PendingQuestion | None
    active: SpecialistName | None
    linked: bool = False
    """A link to goods was the last word, lately: what names nothing is about it."""
    spoken: Spoken = NOTHING
    """Whom we spoke of, and what the desk told last: "and at Komitas?" leans on it."""
    quoted: bool = False
    """A price was worked out before, maybe in an earlier case: a bare yes takes it."""

    @cached_property
    def topics(self) -> list[str]:
        """What staff decide (R59, R60), ids of `escalation.yaml`."""
        topics = raised_topics(self.reading, self.business)
        if self.was_asked_by("sales") and wants_no_calls(self.reading):  # written to, and not called
            topics = [t for t in topics if t != "person"]
        if "discount" not in self.reading.flags and says(self.reading, "sends_address"):
            topics = [t for t in topics if t != "discount"]  # "скиньте адрес" lowers no price
        if self._wonders_who_answers:  # "are you a real person?" calls for none
            topics = [t for t in topics if t != "person"]
        if self.pending is not None and names_who_decides(self.reading, self.pending):
            return [t for t in topics if t != "person"]
        if self.pending is not None and self.drops_it:  # "no, thanks, too expensive" haggles no more
            return [t for t in topics if t != "discount"]
        return topics

    @cached_property
    def not_offered(self) -> str | None:
        return None if self.topics else refused_by(self.reading, self.business)

    def was_asked_by(self, *specialists: SpecialistName) -> bool:
        return self.pending is not None and self.pending.specialist in specialists

    @property
    def owner(self) -> SpecialistName:
        return owner_of(self.reading.route, self.business, self.reading)

    @property
    def asks_who_answers(self) -> bool:
        return not self.topics and self._wonders_who_answers

    @cached_property
    def _wonders_who_answers(self) -> bool:
        return asks_who_answers(self.reading)

    @cached_property
    def asked_of_us(self) -> Asked | None:
        """A question about the people who work here, or about a single day: the records answer it."""
        asked = None if self.topics else asked_of_us(self.reading, self.business, self.spoken)
        of_times = self.pending is not None and self.pending.field in _TIMES and bool(self.facts.wishes)
        if (
            asked is not None
            and asked.fact == "person"
            and of_times
            and asked.practitioner == self.spoken.practitioner
        ):
            return None  # the times of that day tell it
        return asked

    @property
    def asks_a_rule(self) -> bool:
        return self.reading.has("faq", at_least=ALSO_MEANT)

    @property
    def asks_at_all(self) -> bool:
        return self.asks or bool(self.reading.questions)

    @cached_property
    def questions_beside(self) -> list[str]:
        """What is asked of the rules beside something else, however the message as a whole was read."""
        return questions_beside(self.reading)

    @property
    def tells_of_work_beside(self) -> bool:
        """What we come for is named outside the questions: "my toilet is blocked. Do you take cards?"."""
        asked, ours = " ".join(self.questions_beside), self.business.service_by_id
        return bool(asked) and any(
            span.fact == "services" and span.text not in asked and ours[span.value].at_customer
            for span in self.reading.entities.spans
            if span.value in ours
        )

    @property
    def is_more_than_a_question(self) -> bool:
        """Work or a project is told of with what it needs, beside the questions."""
        return self.tells_of_work_beside or (self.is_of_a_project and self.brings_facts)

    @property
    def asks_price_on_the_list(self) -> bool:
        """A discount is for staff to decide; what a named service costs is on the list."""
        return self.reading.has("quote", at_least=ALSO_MEANT) and bool(self.facts.services)

    @property
    def wants_a_visit_too(self) -> bool:
        """Beside what staff decide: a visit is arranged, or the price of a service asked along with a discount."""
        visit = any(self.reading.has(r, at_least=ALSO_MEANT) for r in ("booking", *CHANGES))
        if "other_person" in self.topics and self.asks and self.reading.intent != "book":
            return False  # "is my husband booked?" asks for no visit
        return visit or (self.topics == ["discount"] and self.asks_price_on_the_list)

    @property
    def tells_a_price_fact(self) -> bool:
        """A value of one of the owner's price facts, beside what was asked: "what if the walls are uneven?"."""
        if not self.was_asked_by("estimator") or not self.business.estimates.jobs:
            return False
        return self.reading.route != "human" and pricing_of(self.business).words.mentions(self.reading.text)

    @property
    def tells_a_lead_fact(self) -> bool:
        """An answer to one of the qualifier's questions, whichever was put last: "the director decides"."""
        if not self.was_asked_by("sales") or self.reading.route == "human" or self.topics:
            return False
        fields = [f for f in self.business.qualification.fields if f.kind == "choice"]
        return any(option_named(self.reading.text, f) is not None for f in fields)

    @property
    def says_it_did_not_help(self) -> bool:
        return is_unsolved(self.reading) and (self.pending is None or self.was_asked_by("support"))

    @property
    def names_a_problem(self) -> bool:
        """The owner's own words for a problem, or the number of an order, unless it is surely something else."""
        if self.pending is not None or self.is_surely(*_NO_PROBLEM, at_least=SURELY_ASKS):
            return False
        if self.asks_how_it_would_be:
            return False
        names_order = bool(self.business.profile.order_id_pattern and self.facts.order_ids)
        return names_order or names_problem(self.reading, self.business.support)

    @property
    def asks_how_it_would_be(self) -> bool:
        """ "Can I return it if it does not fit?", of nothing that was bought: a question to the rules."""
        wish = self.facts.goods
        if not self.asks or self.facts.order_ids:
            return False
        return (wish.what_if and wish.may_i) or ((wish.what_if or wish.may_i) and not wish.own)

    @property
    def speaks_of_a_visits_hour(self) -> bool:
        """ "Can it go back to 12?" sounds like goods that are returned; where nothing is, a visit's time is meant."""
        hour = any(w.grain in ("minute", "hour") for w in self.facts.wishes)
        no_goods = self.business.books and not self.business.support.takes_returns
        return no_goods and hour and self.reading.route == "support.returns" and not self.reading.flags

    @property
    def is_of_a_project(self) -> bool:
        return is_about_a_project(self.reading, self.business)

    @property
    def names_a_goal(self) -> bool:
        """One of the kinds of work that leads want, by the owner's words."""
        aliased = [g for g in goals_named(self.reading.text, self.business) if g.aliases]
        return bool(aliased) and self.business.qualification.sells_projects

    @property
    def asks_of_a_project(self) -> bool:
        return self.asks_at_all and not asks_for_proposal(self.reading, self.business)

    @property
    def hardly_wants_a_project(self) -> bool:
        """A question that names a project and is little sure to want one: "why are you better than the studio …?"."""
        return self.reading.route == "sales" and self.reading.confidence < LITTLE_SURE

    @property
    def hints_at_a_visit(self) -> bool:
        """Hardly understood, but a service is named; or a time, a place or a person, and nobody else collects those."""
        unsure = self.is_guess or self._sounds_like_nothing
        time_or_place = bool(self.facts.wishes or self.facts.practitioners or self.facts.branches)
        if self.facts.zones or self.facts.addresses:  # "nork marash, davit anhaght 12. grace 091 …"
            time_or_place = time_or_place or self.gives_contact
        named = (
            self.facts.services or self.facts.likely_services or (time_or_place and self.active in _MAY_BOOK)
        )
        return bool(self.business.books and unsure and named)

    @property
    def names_unlisted_work(self) -> bool:
        """Work that the owner does though it stands on no list, and that nothing listed is named beside; no complaint
        about such work that was done here."""
        if not self.business.estimates.jobs or self.facts.services or not self._may_name_work:
            return False
        reading = self.reading
        if reading.route in ("human", *CHANGES) or "payment_dispute" in reading.flags:
            return False
        if says(reading, "our_work"):
            return False
        return bool(pricing_of(self.business).words.unlisted(reading.text))

    @property
    def asks_whether_work_is_done(self) -> bool:
        """ "Do you do tiling?", of work whose price the owner's tables work out."""
        free = self.pending is None and self.asks and self.names_work
        if not free or self.reading.route not in ("faq", "out_of_scope", "smalltalk"):
            return False
        return says(self.reading, "do_you_do")

    @property
    def _may_name_work(self) -> bool:
        fields = ("estimate_service", "service", "help", "policy")
        return self.pending is None or self.pending.field in fields

    @property
    def names_work(self) -> bool:
        """A service whose price the owner's tables work out."""
        rules = self.business.estimates
        return any(rules.job_of(service) is not None for service in self.facts.services)

    @property
    def _sounds_like_nothing(self) -> bool:
        """Not surely outside the business, with a second thought of a booking: a day or a service then tells more."""
        reading, unsure = self.reading, self.reading.confidence < SURE_OF_YES
        if reading.route in ("decline", "confirm"):
            return unsure and not reading.choice
        return reading.route in SAYS_LITTLE and (unsure or reading.has("booking", at_least=0.2))

    @property
    def hardly_says(self) -> bool:
        """A guess; or a guess at small talk, or at something outside, in words that greet and thank nobody."""
        little = self.reading.route in SAYS_LITTLE and self.reading.confidence < LITTLE_SURE
        polite = "greet" in self.reading.acts or "thank" in self.reading.acts
        return self.is_guess or (little and not polite and self.reading.source != "exact")
