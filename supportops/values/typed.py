"""Typed values as fields of data."""

from typing import Annotated

from pydantic import AfterValidator

from supportops.values.scan import value_of


def _checked(text: str) -> str:
    if text:
        value_of(text)
    return text


TypedValue = Annotated[str, AfterValidator(_checked)]
"""One amount, span, day or number as people write it, or nothing; nothing else validates."""
