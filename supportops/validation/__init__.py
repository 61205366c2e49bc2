"""Checks of cases, families and splits, and the certificate that shows why a case is resolved so.

Nothing here is needed to play a case. `validate` on the command line runs it, and the tests do.
"""

from supportops.validation.certificate import certificate, with_proof
from supportops.validation.families import family_problems
from supportops.validation.files import file_problems, read_case
from supportops.validation.splits import LISTED, shared, split_problems

__all__ = [
    "LISTED",
    "certificate",
    "family_problems",
    "file_problems",
    "read_case",
    "shared",
    "split_problems",
    "with_proof",
]
