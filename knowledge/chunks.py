"""Cutting long documents into passages of bounded size, at the borders their writer made."""

from __future__ import annotations

import re

MAX_CHUNK_CHARACTERS = 900
"""About 200 tokens: one thought or two. Longer passages blur what they are about."""


def cut(text: str, *, limit: int = MAX_CHUNK_CHARACTERS) -> list[str]:
    """`text` as chunks of whole paragraphs, at most `limit` characters each; nothing is lost or doubled.

    A paragraph that is too long is cut between sentences, a sentence between words. A heading stays with the
    paragraph below it.
    """
    chunks: list[str] = []
    current = ""
    for piece in _pieces(text, limit):
        joined = f"{current}\n\n{piece}" if current else piece
        if len(joined) <= limit:
            current = joined
            continue
        body, heading = _take_heading(current)
        if heading and len(heading) + len(piece) + 2 <= limit:
            chunks += [body] if body else []
            current = f"{heading}\n\n{piece}"
        else:
            chunks.append(current)
            current = piece
    return [*chunks, current] if current else chunks


def _take_heading(chunk: str) -> tuple[str, str]:
    """A chunk's body, and the heading it ends with."""
    body, _, last = chunk.rpartition("\n\n")
    return (body, last) if last.startswith("#") and "\n" not in last else (chunk, "")


def _pieces(text: str, limit: int) -> list[str]:
    pieces: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        paragraph = paragraph.strip()
        if not paragraph:
            continue
        if len(paragraph) <= limit:
            pieces.append(paragraph)
        else:
            pieces += _fill(re.split(r"(?<=[.!?։…])\s+|\n+", paragraph), limit)
    return pieces


def _fill(parts: list[str], limit: int) -> list[str]:
    """`parts` joined by spaces into as few lines of at most `limit` characters as their order allows."""
    lines: list[str] = []
    for part in parts:
        words = [part]
        if len(part) > limit:
            tokens = [w[i : i + limit] for w in part.split() for i in range(0, len(w), limit)]
            words = tokens if len(tokens) == 1 else _fill(tokens, limit)
        for word in words:
            if lines and len(lines[-1]) + 1 + len(word) <= limit:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
    return lines
