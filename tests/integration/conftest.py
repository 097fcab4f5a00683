"""What the integration tests of one process share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal

from evals.playing.desk import Stage
from evals.scenario_files import BUSINESSES


@pytest.fixture(scope="session")
def stage(clinic_index: Path) -> Iterator[Stage]:
    """The clinic's graphs, models and policies, loaded once: a test opens a desk of its own on it, with a fresh database.

    Opened on a thread of its own, so that no event loop of a test outlives the test.
    """
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(
            Stage.open("clinic", businesses=BUSINESSES, index=clinic_index)
        ) as opened,
    ):
        yield opened
