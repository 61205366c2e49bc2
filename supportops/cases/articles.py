"""Policy articles: one Markdown file each, with a front matter of `key: value` lines.

---
title: Items that arrive damaged
version: 4.1
effective_on: 2026-01-15
scope: all regions
terms: broken items, damage
---
The article, as prose. `{shop}` and the names of parameters in braces are filled in.

A governing article has one numbered line for each rule of its table, in the same order.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from supportops.errors import CaseError
from supportops.records import PolicyArticle

_FENCE = "---\n"
_NUMBERED = re.compile(r"^\d+\. ((?:.|\n(?! *\n|\d+\. ))+)", re.MULTILINE)


@cache
def template(policy_id: str) -> PolicyArticle:
    """The article with this id as it is on file, its placeholders unfilled.

    Raises `CaseError` if its file is missing or malformed.
    """
    path = files("supportops.cases") / "policies" / f"{policy_id}.md"
    try:
        empty, head, body = path.read_text(encoding="utf-8").split(_FENCE, 2)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        terms = tuple(term.strip() for term in fields.pop("terms", "").split(",") if term.strip())
        read = PolicyArticle.model_validate(
            {"id": policy_id, "body": body.strip(), "terms": terms, **fields}
        )
    except (OSError, ValueError) as error:
        raise CaseError(policy_id, [f"no readable policy article: {error}"]) from error
    if empty:
        raise CaseError(policy_id, ["the article does not start with its front matter"])
    return read


def filled(article: PolicyArticle, words: Mapping[str, str], **changed: str) -> PolicyArticle:
    """An article with its placeholders filled in; `changed` replaces fields of its head.

    Raises `KeyError` for a placeholder that `words` does not know.
    """
    head = ("id", "title", "scope", "version", "effective_on")
    texts = {name: str(getattr(article, name)) for name in head} | changed
    ready: dict[str, Any] = {name: text.format_map(words) for name, text in texts.items()}
    body = rewrapped(article.body.format_map(words))
    return PolicyArticle.model_construct(**ready, terms=article.terms, body=body)


def with_paragraph(article: PolicyArticle, *paragraphs: str) -> PolicyArticle:
    """An article with more paragraphs at its end."""
    return article.model_copy(update={"body": "\n\n".join((article.body, *paragraphs))})


def lines(article: PolicyArticle) -> tuple[str, ...]:
    """The numbered lines of an article, each as one string without its number."""
    return tuple(" ".join(found.split()) for found in _NUMBERED.findall(article.body))


def rewrapped(body: str) -> str:
    """Every paragraph and every item of a list on one line, as placeholders changed the width."""
    return re.sub(r"(?<=\S)\n(?! *\n|\d+\. |- )\s*", " ", body)
