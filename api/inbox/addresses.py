"""Names in the inbox's addresses and forms."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Path

_OURS = r"^[\w:.\-]*$"
"""Letters, figures and a few signs: what a database would refuse to look for (NUL) is no name of ours."""

Id = Annotated[str, Path(max_length=200, pattern=_OURS)]
Key = Annotated[str, Form(max_length=200, pattern=_OURS)]
Csrf = Annotated[str, Form(max_length=200)]
LongText = Annotated[str, Form(max_length=20_000)]
"""Staff's own words."""
