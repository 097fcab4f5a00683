"""What every router is given: made once per application, never a global."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from api.desk_port import Desk
from api.limits import AtOnce, InTurn, RateLimit
from api.metrics import Metrics
from api.pages import Pages


@dataclass(frozen=True)
class Web:
    """`demo`: the staff inbox signs in by itself for browsers on this machine. `allowed_origins`: sites besides our
    own that may embed the chat."""

    desk: Desk
    pages: Pages
    metrics: Metrics
    demo: bool = False
    allowed_origins: tuple[str, ...] = ()
    new_visitors: RateLimit = field(default_factory=lambda: RateLimit("300/minute"))
    """Per address; offices and mobile networks share one."""
    chats_of_visitor: AtOnce = field(default_factory=lambda: AtOnce(12))
    """Tabs, and what a broken network has left half open until it is noticed."""
    chats_of_address: AtOnce = field(default_factory=lambda: AtOnce(200))
    """Connections of all the visitors behind one address."""
    messages: RateLimit = field(default_factory=lambda: RateLimit("15/10seconds; 120/5minutes"))
    """Per visitor."""
    sign_ins: RateLimit = field(default_factory=lambda: RateLimit("5/15minutes"))
    """Failed ones, per account and address together: who guesses locks themselves out, not the account's owner."""
    doors: RateLimit = field(default_factory=lambda: RateLimit("20/15minutes"))
    """Failed ones per address, whatever the accounts; an office shares one."""
    tries: InTurn = field(default_factory=InTurn)
    """Sign-ins of one address."""
    guesses: RateLimit = field(default_factory=lambda: RateLimit("20/15minutes"))
    """Failed ones per account, from anywhere: when spent, every try on it takes a pause, and none is refused."""
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep
