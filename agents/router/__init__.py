"""Which specialist deals with what. Pure: a reading and what stands open in, an ordered list of needs out.

`rules.py` is the place to read: two ordered tables, of which the first rule that holds speaks; `routing.py` walks them.
`answering.py` says when a message answers the open question, `owners.py` whose a route is at this business, `happenings.py`
what events without words ask for; `words.py` and `heard.py` hold the observations that all of them are made of.
"""

from __future__ import annotations

from agents.router.answering import answers_pending
from agents.router.routing import route

__all__ = ["answers_pending", "route"]
