"""The three named tasks: fixed instances of their families, with records written by hand."""

from collections.abc import Mapping

from supportops.casefile import CaseFile
from supportops.cases.named import account_takeover, damaged_mug, duplicate_charge

NAMED: Mapping[str, CaseFile] = {
    module.CASE.task_id: module.CASE for module in (damaged_mug, duplicate_charge, account_takeover)
}
"""Their case files, from easy to hard."""
