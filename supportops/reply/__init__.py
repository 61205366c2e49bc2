"""The reply grader: from a draft's text to what it commits to and states.

Deterministic and self-contained: no model, no network, no clock. `text` cuts a draft into clauses
and decides which of them assert anything; `phrases` matches the patterns of a case file against
them; `reading` puts the two together.
"""

from supportops.reply.reading import Reading, read

__all__ = ["Reading", "read"]
