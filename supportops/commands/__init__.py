"""Commands on the content: list, explain, validate, prove cases; grade letters; panel and card."""

from supportops.commands.audit import AUDIT
from supportops.commands.card import CARD
from supportops.commands.explain import EXPLAIN
from supportops.commands.grade import GRADE
from supportops.commands.optimal import OPTIMAL
from supportops.commands.panel import PANEL
from supportops.commands.prove import PROVE
from supportops.commands.tasks import TASKS
from supportops.commands.twins import TWINS
from supportops.commands.validate import VALIDATE

CONTENT_COMMANDS = (
    TASKS,
    EXPLAIN,
    GRADE,
    VALIDATE,
    PROVE,
    OPTIMAL,
    AUDIT,
    TWINS,
    PANEL,
    CARD,
)

__all__ = ["CONTENT_COMMANDS"]
