"""`python -m tests.mutation.mutants GROUP`: every mutant of a group of modules, as JSON lines.

Runs where cosmic-ray is installed, and takes its operators and two more: a statement that is left
out, and a value that is not returned. A mutant is a stretch of lines with what stands there
instead. Annotations are left alone: to change one changes no behaviour, or fails to import. So are
a few arguments, which spare memory or state what holds anyway. Of the operators that can stand for
each other only near ones are taken, as any test kills the others.
"""

import ast
import json
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import parso  # noqa: F401 - before its parts, which import each other in a circle
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator, operator_names
from parso.python.tree import Keyword

from tests.mutation.plan import GROUPS, ROOT

Place = tuple[int, int]


class DropStatement(Operator):
    """Leaves out a call whose value nobody takes, or what is written to an attribute or item."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Place, Place]]:
        """Where it can be done."""
        if node.type == "simple_stmt" and node.search_ancestor("funcdef"):
            head = node.children[0]
            written = head.children[0] if head.type == "expr_stmt" else head
            if written.type in {"atom_expr", "power"}:
                yield head.start_pos, head.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The same without it."""
        head = node.children[0]
        node.children[0] = Keyword("pass", head.start_pos, head.get_first_leaf().prefix)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does."""
        return (Example("def f():\n    g()", "def f():\n    pass"),)


_FALSE = {"None", "False"}
"""What to return nothing in place of would not change: a test of either comes out alike."""


class ReturnNothing(Operator):
    """Returns nothing in place of a value."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Place, Place]]:
        """Where it can be done."""
        if node.type == "return_stmt" and node.children[1].get_code().strip() not in _FALSE:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The same without it."""
        node.children[1:] = [Keyword("None", node.children[1].start_pos, " ")]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does."""
        return (Example("def f():\n    return 1", "def f():\n    return None"),)


NEAR = frozenset(
    f"Replace{kind}Operator_{one}_{other}"
    for kind, pairs in (
        (
            "Binary",
            "Add Sub|Sub Add|Sub BitAnd|Mul Add|Mul FloorDiv|FloorDiv Mul|FloorDiv Mod|Mod FloorDiv"
            "|BitOr BitAnd|BitAnd BitOr|BitAnd Sub",
        ),
        (
            "Comparison",
            "Eq NotEq|Eq LtE|Eq GtE|NotEq Eq|Lt LtE|Lt Gt|LtE Lt|LtE GtE|Gt GtE|Gt Lt|GtE Gt"
            "|GtE LtE|Is IsNot|IsNot Is|In NotIn|NotIn In",
        ),
    )
    for one, other in (pair.split() for pair in pairs.split("|"))
)
OWN = (DropStatement, ReturnNothing)


def mutants(path: str) -> Iterator[dict[str, Any]]:
    """The mutants of one module, in a fixed order."""
    source = (ROOT / path).read_text(encoding="utf-8")
    spared = list(_spared(source))
    for kind in _operators():
        for number, start in enumerate(_places(source, kind())):
            if any(first <= start < last for first, last in spared):
                continue
            code = mutate_code(source, kind(), number)
            if code is not None and code != source and _is_python(code):
                yield {"path": path, "operator": kind.__name__, **_change(source, code)}


def _operators() -> Iterator[type[Operator]]:
    for kind in map(get_operator, sorted(operator_names())):
        pairwise = "BinaryOperator_" in kind.__name__ or "ComparisonOperator_" in kind.__name__
        if not kind.arguments() and (not pairwise or kind.__name__ in NEAR):
            yield kind
    yield from OWN


def _is_python(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _places(source: str, operator: Any) -> Iterator[Place]:
    for node in ast_nodes(get_ast(source)):
        yield from (start for start, _ in operator.mutation_positions(node))


SPARED = ("maxsize=", "slots=", "strict=True")
"""How arguments start that spare memory, or state of two things that they are equally long."""


def _spared(source: str) -> Iterator[tuple[Place, Place]]:
    """Where annotations and arguments stand that no mutant changes."""
    for node in ast.walk(ast.parse(source)):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.keyword) and ast.unparse(node).startswith(SPARED):
            parts.append(node)
        for part in parts:
            if isinstance(part, ast.expr | ast.keyword):
                assert part.end_lineno is not None
                assert part.end_col_offset is not None
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)


def _change(source: str, code: str) -> dict[str, Any]:
    """The lines that differ, from the first to the last."""
    before, after = source.splitlines(keepends=True), code.splitlines(keepends=True)
    blocks = [
        block
        for block in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if block[0] != "equal"
    ]
    first, last = blocks[0], blocks[-1]
    return {
        "line": first[1] + 1,
        "before": "".join(before[first[1] : last[2]]),
        "after": "".join(after[first[3] : last[4]]),
    }


if __name__ == "__main__":
    for path in GROUPS[sys.argv[1]].paths:
        for found in mutants(path):
            print(json.dumps(found))
