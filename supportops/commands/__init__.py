"""Commands on the content: list, explain, validate cases; grade letters; panel and card."""

from supportops.commands.card import CARD
from supportops.commands.explain import EXPLAIN
from supportops.commands.grade import GRADE
from supportops.commands.panel import PANEL
from supportops.commands.tasks import TASKS
from supportops.commands.validate import VALIDATE

CONTENT_COMMANDS = (TASKS, EXPLAIN, GRADE, VALIDATE, PANEL, CARD)

__all__ = ["CONTENT_COMMANDS"]
