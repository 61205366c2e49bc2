"""The language of conditions: comparisons of facts and parameters, joined by and, or and not.

`days > window and photo != "none"` is one. Names are facts and parameters, values are integers,
booleans and text; integers may be added and subtracted. It is a small part of Python's syntax, read
by Python's own parser. Nothing else is let through, so a condition from a stranger's file can
compare values and do nothing more.
"""

import ast
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator

Value = bool | int | str
"""What a fact or a parameter can be; never a float."""

MAX_LENGTH = 300
"""Longest condition, in characters."""

_SHAPES = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp,
    ast.Add, ast.Sub, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In,
    ast.NotIn, ast.Tuple, ast.Name, ast.Load, ast.Constant,
)  # fmt: skip


class Condition:
    """A parsed condition. Raises `ValueError` on text that is none."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = _parsed(text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The facts and parameters it mentions."""
        return frozenset(node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name))

    def mismatch(self, kinds: Mapping[str, type]) -> str | None:
        """What it compares or adds that cannot be, given what each name holds; None if nothing."""
        try:
            _kind(self.tree, kinds)
        except TypeError as error:
            return str(error)
        return None


def _kind(node: ast.expr, kinds: Mapping[str, type]) -> type:
    """Whether a part is text or a number, which truth values are. Raises `TypeError`."""
    match node:
        case ast.Constant():
            return str if isinstance(node.value, str) else int
        case ast.Name():
            return str if kinds[node.id] is str else int
        case ast.BoolOp():
            parts = node.values
        case ast.UnaryOp():
            parts = [node.operand]
        case ast.BinOp():
            parts = [node.left, node.right]
        case ast.Compare():
            return _compared(node, kinds)
        case _:
            raise TypeError(f"a tuple stands after in, and not here: {ast.unparse(node)}")
    if any(_kind(part, kinds) is str for part in parts):
        raise TypeError(f"text is neither true nor false, and no number: {ast.unparse(node)}")
    return int


def _compared(node: ast.Compare, kinds: Mapping[str, type]) -> type:
    ours = _kind(node.left, kinds)
    for operator, part in zip(node.ops, node.comparators, strict=True):
        if isinstance(operator, ast.In | ast.NotIn) != isinstance(part, ast.Tuple):
            raise TypeError(f"in asks for a tuple, and a tuple for in: {ast.unparse(node)}")
        others = part.elts if isinstance(part, ast.Tuple) else [part]
        if any(_kind(other, kinds) is not ours for other in others):
            raise TypeError(f"text is never compared with numbers: {ast.unparse(node)}")
    return int


def _parsed(text: str) -> ast.expr:
    if len(text) > MAX_LENGTH:
        raise ValueError(f"a condition has at most {MAX_LENGTH} characters, this has {len(text)}")
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"not a condition: {text!r}") from None
    for node in ast.walk(tree):
        if not isinstance(node, _SHAPES):
            raise ValueError(f"{type(node).__name__} has no place in a condition: {text!r}")
        if isinstance(node, ast.Constant) and not isinstance(node.value, Value):
            raise ValueError(f"{node.value!r} is no value of a fact: {text!r}")
    return tree.body


def _checked(text: str) -> str:
    _parsed(text)
    return text


ConditionText = Annotated[str, AfterValidator(_checked)]
"""Text that is a condition; anything else does not validate."""
