"""Policy articles: one Markdown file each, with a front matter of `key: value` lines.

---
title: Items that arrive damaged
version: 4.1
effective_on: 2026-01-15
scope: all regions
terms: broken items, damage
---
The article, as prose.
"""

from functools import cache
from importlib.resources import files

from supportops.errors import CaseError
from supportops.records import PolicyArticle

_FENCE = "---\n"


@cache
def article(policy_id: str) -> PolicyArticle:
    """The article with this id. Raises `CaseError` if its file is missing or malformed."""
    path = files("supportops.cases") / "policies" / f"{policy_id}.md"
    try:
        empty, head, body = path.read_text(encoding="utf-8").split(_FENCE, 2)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
    except (OSError, ValueError) as error:
        raise CaseError(policy_id, [f"no readable policy article: {error}"]) from error
    if empty:
        raise CaseError(policy_id, ["the article does not start with its front matter"])
    terms = tuple(term.strip() for term in fields.pop("terms", "").split(",") if term.strip())
    return PolicyArticle(id=policy_id, body=body.strip(), terms=terms, **fields)


def articles(*policy_ids: str) -> tuple[PolicyArticle, ...]:
    """Several articles, in the order asked for."""
    return tuple(article(policy_id) for policy_id in policy_ids)
