"""What a message is about without naming it: the needs and the facts of a reading with the services and goods meant."""

from __future__ import annotations

from agents.understanding.head import RouteHead
from agents.understanding.meaning_table import Progress
from agents.understanding.meant import MeantServices, with_wish
from agents.understanding.meant_goods import MeantGoods, with_goods_wished
from agents.understanding.message import Message
from domain.business import Business
from domain.reading import Entities, RouteScore
from domain.step import PendingQuestion
from knowledge.embedding import Embedder


class UnnamedReader:
    """Services and goods by meaning for one business. Safe to share between threads."""

    def __init__(self, business: Business, embedder: Embedder) -> None:
        self._services = MeantServices(business, embedder)
        self._goods = MeantGoods(business.catalogue, embedder)

    @property
    def later(self) -> bool:
        """Whether nothing is found before `warm` has run, so that no message waits for it."""
        return self._services.reader.later

    @later.setter
    def later(self, later: bool) -> None:
        self._services.reader.later = self._goods.reader.later = later

    def warm(self, head: RouteHead, progress: Progress | None = None) -> None:
        """Make what they are found by: seconds of one core at the first start. What `progress` raises ends it."""
        self._services.reader.warm(head, progress)
        self._goods.reader.warm(head, progress)

    def read(
        self,
        message: Message,
        routes: list[RouteScore],
        entities: Entities,
        pending: PendingQuestion | None,
        head: RouteHead,
        why: list[str],
    ) -> tuple[list[RouteScore], Entities]:
        """`routes` and `entities` with what is meant; what was found is added to `why`."""
        meant = self._services.find(message, routes, entities, pending, head)
        if meant is not None:
            routes = with_wish(meant, routes, message)
            fact = "services" if meant.sure else "likely_services"
            share = 0.0 if meant.sure else meant.probability
            entities = entities.model_copy(update={"services": [], fact: meant.ids, "likely_share": share})
            why.append(f"by meaning {meant.probability:.2f}: {', '.join(meant.ids)}")
        goods = self._goods.find(message, routes, entities, pending, head)
        if goods is not None:
            routes = with_goods_wished(routes)
            likely = entities.goods.model_copy(update={"likely" if goods.sure else "hints": goods.ids})
            entities = entities.model_copy(update={"products": [], "goods": likely})
            why.append(f"goods by meaning {goods.probability:.2f}: {', '.join(goods.ids)}")
        return routes, entities
