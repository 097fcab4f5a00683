"""The base of every owner-file model: unknown fields are mistakes, and values never change."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class OwnerModel(BaseModel):
    """Unknown fields are refused, so that a typo is an error and not a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)
