"""From the door to the delivered reply, on DBOS over SQLite."""

from __future__ import annotations

import pytest

from tests.integration.engine.conftest import Customer, OpenDesk, outbox, until

pytestmark = pytest.mark.anyio


async def test_message_is_answered_and_delivered(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    customer = Customer(desk)
    await customer.write("привет")
    await customer.until_replies("echo: привет")
    await until(lambda: outbox(desk.database, customer.conversation_id), [("sent", 1)])
