"""Nearness to the examples of every label at once is that of each label by itself."""

from __future__ import annotations

import numpy as np

from agents.understanding.neighbours import Neighbours, mixed_nearness, packed, unpacked


def test_nearness_to_all_labels_is_that_to_each() -> None:
    chooser = np.random.default_rng(5)
    vectors = chooser.normal(size=(60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    labels = np.array(
        [0] * 1 + [1] * 5 + [2] * 6 + [3] * 48
    )  # fewer than the nearest few, just as many, more
    chooser.shuffle(labels)
    asked = vectors[:7] + 0.1
    each = [mixed_nearness(asked @ vectors[labels == label].T) for label in range(4)]
    found = Neighbours(vectors, labels, 4).nearness(asked)
    assert np.allclose(found, np.stack(each, axis=1), atol=1e-6)
    assert found.dtype == np.float32


def test_looking_does_not_change_what_is_found_next() -> None:
    vectors = np.eye(6, dtype=np.float32)
    near = Neighbours(vectors, np.array([0, 0, 0, 1, 1, 1]), 2)
    first = near.nearness(vectors[:2]).copy()
    near.nearness(vectors[3:5])
    assert (near.nearness(vectors[:2]) == first).all()
    among_others = near.nearness(vectors[[4, 1, 5, 0, 1]])
    assert (among_others[[3, 1]] == first).all()
    assert (among_others[4] == first[1]).all()
    assert near.nearness(vectors[:0]).shape == (0, 2)


def test_packed_examples_are_as_near_as_unpacked_ones() -> None:
    numbers = np.random.default_rng(3)
    stored = packed(numbers.normal(size=(700, 24)) / 9)
    labels, asked = numbers.integers(0, 5, size=700), numbers.normal(size=(3, 24)).astype(np.float32)
    near, of_unpacked = Neighbours(stored, labels, 5), Neighbours(unpacked(stored), labels, 5)
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    assert np.allclose(near.nearness(asked), of_unpacked.nearness(asked), atol=0.01)
    alone = [Neighbours(stored, labels, 5).nearness(asked[n : n + 1])[0] for n in range(len(asked))]
    again = Neighbours(stored, labels, 5).nearness(asked)
    assert (again == np.stack(alone)).all(), "the same in any company"
