"""The words the reply grader knows, as data: `grammar.toml`, `classes.toml`, `acts.toml`.

`grammar.toml` holds what decides whether a clause asserts anything, and what no letter may say.
`classes.toml` names sets of words that phrases use as `@name`. `acts.toml` holds the phrases of
whole resolution families, which a list of phrases takes in as `+name`. `commitments/` holds, for
each family of cases, how a reply commits to each of its codes; `cues/` what else letters on a code
tend to say.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import starmap
from typing import Any, NamedTuple, cast


@cache
def words(section: str) -> frozenset[str]:
    """A list of single words of the grammar. Raises `KeyError` for an unknown section."""
    return frozenset(_grammar()[section].split())


@cache
def barriers() -> frozenset[str]:
    """What no gap of a phrase runs over: negations, and what sets one thing against another."""
    return words("negators") | words("rejections")


@cache
def expressions(section: str) -> tuple[str, ...]:
    """A list of expressions of the grammar, one a line; words, `a|b` and `word*`."""
    return _lines(_grammar()[section])


@cache
def openings(section: str) -> frozenset[str]:
    """The words with which its expressions start: where none of them stands, none of these does.

    Raises `ValueError` for a section where one may start with a `word*`.
    """
    found = {word for line in expressions(section) for word in line.split()[0].split("|")}
    if beginning := next((word for word in found if "*" in word), None):
        raise ValueError(f"any word that starts so may open {section!r}: {beginning!r}")
    return frozenset(found)


@cache
def pattern(section: str) -> re.Pattern[str]:
    """A list of expressions as one pattern over words with single spaces between them."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(_regular, expressions(section)))})(?!\S)")


@cache
def loose(section: str) -> re.Pattern[str]:
    """The same over running text: any white space between the words, whole words only.

    What starts alike stands together, so that other words are passed over at once.
    Raises `ValueError` for a section where an expression may start with a `word*`.
    """
    behind: dict[str, dict[str, list[str]]] = {word[0]: {} for word in sorted(openings(section))}
    for first, *rest in map(str.split, expressions(section)):
        for word in first.split("|"):
            after = behind[word[0]].setdefault(word[1:], [])
            after.append("".join(rf"\s+{_regular(part)}" for part in rest))
    inner = "|".join(
        f"{re.escape(letter)}(?:{'|'.join(starmap(_followed, words.items()))})"
        for letter, words in behind.items()
    )
    return re.compile(rf"(?<![\w'])(?:{inner})(?![\w'])")


def _followed(word: str, rests: Iterable[str]) -> str:
    return rf"{re.escape(word)}(?:{'|'.join(rests)})"


@cache
def spellings() -> Mapping[str, str]:
    """What is meant by each word that is often misspelt."""
    table = _loaded("spellings")
    return {written: word for word, forms in table.items() for written in forms.split()}


def word_class(name: str) -> str:
    """The words of a class, joined by `|`. Raises `ValueError` if there is none of this name."""
    return _named("classes", name)


def act(name: str) -> tuple[str, ...]:
    """The phrases of a resolution family. Raises `ValueError` if there is none of this name."""
    return _lines(_named("acts", name))


class Wording(NamedTuple):
    """How a reply commits to a code, as a family's file has it."""

    commits: str = ""
    because: str = ""
    asks: bool = False


@cache
def commitments(family: str) -> dict[str, Wording]:
    """The wording of each code of a family; empty for one without a file."""
    return {code: Wording(**entry) for code, entry in _table("commitments", family).items()}


@cache
def cues(family: str) -> Mapping[str, Mapping[str, int]]:
    """How many bits each cue speaks for each code of a family; empty for one without a file.

    So many times as often, as a power of two, a cue stands in letters of a code as in letters of
    the other codes.
    """
    return {
        code: {cue: int(bits) for bits, listed in table.items() for cue in listed.split(" | ")}
        for code, table in _table("cues", family).items()
    }


@cache
def cue_tables() -> frozenset[str]:
    """The names of the tables of cues."""
    found = files(__package__).joinpath("cues").iterdir()
    return frozenset(path.name.removesuffix(".toml") for path in found)


def _named(file: str, name: str) -> str:
    found = _classes() if file == "classes" else _acts()
    if name not in found:
        raise ValueError(f"no {name!r} among the {file} of the lexicon")
    return found[name]


def _table(folder: str, family: str) -> dict[str, Any]:
    path = files(__package__).joinpath(folder, f"{family}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def _grammar() -> Mapping[str, str]:
    return _loaded("grammar")


@cache
def _classes() -> Mapping[str, str]:
    return {name: "|".join(text.split()) for name, text in _loaded("classes").items()}


@cache
def _acts() -> Mapping[str, str]:
    return _loaded("acts")


def _loaded(name: str) -> Mapping[str, str]:
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return cast(Mapping[str, Any], tomllib.loads(text))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


def _regular(expression: str) -> str:
    return " ".join(
        "(?:"
        + "|".join(re.escape(word).replace(r"\*", r"[\w'-]*") for word in part.split("|"))
        + ")"
        for part in expression.split()
    )
