"""The reply grader: from a draft's text to typed claims, and from claims to marks.

Deterministic and self-contained: no model, no network, no clock. `text` brings a draft into its
normal form, `grammar` cuts it into clauses and tells what they assert, `matching` finds phrases,
`facts` and `known` deal with typed values, `form` with what is no letter at all; `reading` puts it
together, and `quality` decides what counts. The words it knows are data, in `supportops.lexicon`.
"""

from supportops.reply.known import is_known
from supportops.reply.quality import Mark, Quality, quality
from supportops.reply.reading import Claim, Reading, read, readings_kept
from supportops.reply.text import composed

__all__ = [
    "Claim",
    "Mark",
    "Quality",
    "Reading",
    "composed",
    "is_known",
    "quality",
    "read",
    "readings_kept",
]
