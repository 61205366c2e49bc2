"""Commands on the content: list, explain and validate cases, and write the benchmark card."""

from supportops.commands.card import CARD
from supportops.commands.explain import EXPLAIN
from supportops.commands.tasks import TASKS
from supportops.commands.validate import VALIDATE

CONTENT_COMMANDS = (TASKS, EXPLAIN, VALIDATE, CARD)

__all__ = ["CONTENT_COMMANDS"]
