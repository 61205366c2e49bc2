"""The three named tasks: fixed instances of their families, with records written by hand."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from supportops.casefile import CaseFile

NAMED: Mapping[str, str] = {
    "damaged-mug-replacement": "damaged_mug",
    "duplicate-charge-refund": "duplicate_charge",
    "account-takeover-fraud": "account_takeover",
}
"""Their ids, from easy to hard, and the module of each."""


@cache
def named_case(task_id: str) -> CaseFile:
    """The case file of a named task, loaded when first asked for. Raises `KeyError`."""
    found: CaseFile = import_module(f"supportops.cases.named.{NAMED[task_id]}").CASE
    return found
