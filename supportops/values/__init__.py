"""Typed values in text: amounts of money, spans of time, days, and numbers of things.

The same reader serves records, articles and replies. A value is written in many ways (`EUR 34.50`,
`€34,50`, `34.50 euros`; `2 business days`, `two working days`; `2026-03-03`, `March 3rd`), and
equals another by what it means.
"""

from supportops.values.model import Amount, Day, Found, Kind, Span, Value, kind_of, same
from supportops.values.scan import TOKEN, may_start, value_of, values
from supportops.values.typed import TypedValue

__all__ = [
    "TOKEN",
    "Amount",
    "Day",
    "Found",
    "Kind",
    "Span",
    "TypedValue",
    "Value",
    "kind_of",
    "may_start",
    "same",
    "value_of",
    "values",
]
