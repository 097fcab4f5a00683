"""The one exception tree. What a caller may do about an error is its class, not its text."""

from __future__ import annotations

import traceback
from typing import Literal


class CloseloopError(Exception):
    """Base of every error this project raises on purpose."""


class Retryable(CloseloopError):
    """The same call may succeed later (a busy database, a provider's 5xx)."""


class Permanent(CloseloopError):
    """The same call will never succeed."""


class NeedsStaff(CloseloopError):
    """A person has to decide or repair something."""


class BusinessFileError(Permanent):
    """An owner's file is wrong. Says which file, line and field, and what to do.

    `problems` holds one line per mistake, in file order, so that all of them can be fixed at once.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class BadSignature(Permanent):
    """A request that claims to come from a channel and cannot prove it: nothing of it is read or stored."""


class ChannelSetupError(Permanent):
    """A channel is misconfigured or its code does not load; the message says which one and what to do."""


class BadRequest(Permanent):
    """Input from outside that does not fit the documented form; the message tells the sender what does."""


class NotFound(Permanent):
    """The named thing does not exist, or is not this caller's to see."""


class SlotTaken(Retryable):
    """The time was free when it was offered and is not any more (R18)."""


class TurnSuperseded(Retryable):
    """A newer customer message arrived before anything of this turn was written or sent."""


class OwnershipChanged(Retryable):
    """Staff took the conversation over while the turn was being made; the bot must stay silent."""


class StaleVersion(Permanent):
    """Somebody else decided first. `winner` names them."""

    def __init__(self, winner: str, status: str) -> None:
        self.winner = winner
        self.status = status
        super().__init__(f"already {status} by {winner}")


class SendRetry(Retryable):
    """The channel took nothing this time; send the same again after `after_seconds`.

    `exact` True: the provider named the delay itself, waiting less only makes it longer.
    """

    def __init__(self, after_seconds: float, reason: str = "", *, exact: bool = False) -> None:
        self.after_seconds = after_seconds
        self.exact = exact
        super().__init__(reason or f"send again in {after_seconds} s")


RefusalKind = Literal["recipient", "account", "content", "window"]
"""recipient: this person cannot be reached here any more. account: our credentials or standing are broken, alert
staff. content: the message itself is wrong, a bug of ours. window: free-form words are not allowed now."""


class SendRefused(Permanent):
    """The channel will never take this message as it is."""

    def __init__(self, kind: RefusalKind, reason: str = "") -> None:
        self.kind: RefusalKind = kind
        super().__init__(reason or f"refused: {kind}")


class DeliveryUnknown(NeedsStaff):
    """The channel may or may not have taken the message (time-out after sending)."""


def place_of(error: BaseException) -> str:
    """file:line where it was raised, for logs: an error's text may quote a customer, its place never does."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
