"""Nearness to every group at once is that to each by itself, whatever the groups' sizes."""

from __future__ import annotations

import numpy as np

from agents.understanding.groups import FEW, Groups
from agents.understanding.neighbours import NEAREST_SHARE


def test_nearness_to_all_groups_is_that_to_each() -> None:
    chooser = np.random.default_rng(4)
    owners = np.array([0] * 1 + [1] * (FEW - 1) + [2] * FEW + [3] * 30)  # and none of the fifth
    chooser.shuffle(owners)
    alike = chooser.uniform(-1, 1, size=(3, len(owners))).astype(np.float32)
    found = Groups(owners, 5).nearness(alike, of_none=-0.5)
    for group in range(4):
        best = np.sort(alike[:, owners == group], axis=1)[:, -FEW:]
        expected = NEAREST_SHARE * best.max(axis=1) + (1 - NEAREST_SHARE) * best.mean(axis=1)
        assert np.allclose(found[:, group], expected, atol=1e-6)
    assert (found[:, 4] == -0.5).all()


def test_groups_without_any_text() -> None:
    empty = Groups(np.empty(0, dtype=np.int64), 2)
    assert (empty.nearness(np.empty((1, 0), dtype=np.float32), of_none=0.0) == 0.0).all()
