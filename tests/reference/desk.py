"""What is fixed about one case: what can be opened and closed, what is right, what counts."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from tests.reference import answer

ARTIFACT, POLICY = "artifact:", "policy:"


def looked_up(text: str) -> str:
    """The words of a policy query, without what makes no difference."""
    return " ".join("".join(s if s.isalnum() else " " for s in text.casefold()).split())


class Desk:
    """A case, from its JSON and from what reading each piece of evidence shows."""

    def __init__(self, case: dict[str, Any], ticket: str, texts: Mapping[str, str]) -> None:
        self.case, self.ticket, self.texts = case, ticket, texts
        self.table: dict[str, Any] = case["table"]
        self.budget: int = case["budget"]
        self.records = [item["id"] for item in case["artifacts"]]
        self.policies = [item["id"] for item in case["policies"]]
        self.codes = sorted(item["code"] for item in case["resolutions"])
        self.topics = {
            looked_up(form): item["id"]
            for item in case["policies"]
            for form in (item["id"], item["title"], *item["terms"])
        }
        self._asking()
        self._right()
        self._sufficient()

    def _asking(self) -> None:
        asking = self.case["asking"] or {"answers": [], "code": None}
        self.question: str | None = asking["code"]
        self.answers: list[dict[str, Any]] = asking["answers"]
        brings = [item["brings"]["id"] for item in self.answers if item["brings"]]
        self.sent: str | None = brings[0] if brings else None
        self.record_asked_for: str | None = asking.get("record")

    def _right(self) -> None:
        self.facts = {item["name"]: item["value"] for item in self.case["facts"]}
        self.policy = {item["name"]: item["value"] for item in self.case["parameters"]}
        known = self.facts | self.policy
        self.resolution = answer.code_of(self.table, known)
        self.fallbacks = {
            item["code"] for item in self.table["fallbacks"] if answer.holds(item["when"], known)
        } - {self.resolution}
        self.harmful = {
            item["code"] for item in self.table["harms"] if answer.holds(item["when"], known)
        } - {self.resolution}

    def _sufficient(self) -> None:
        """The least sets of evidence that prove the resolution and hold all that is quoted."""
        self.article = POLICY + self.table["article"]
        names = answer.records(self.table)
        self.deciding = self._evidence(names)
        self.sources = {
            claim["name"]: {ref for ref in self.deciding if claim["written"] in self.texts[ref]}
            for claim in self.case["claims"]
        }
        self.sufficient: list[frozenset[str]] = []
        for refs in map(self._evidence, answer.proofs(self.table, self.policy).of(self.facts)):
            if all(refs & found for found in self.sources.values()) and not any(
                smaller <= refs for smaller in self.sufficient
            ):
                self.sufficient.append(refs)
        self.par = 2 + min(len(refs) + self._requests(refs) for refs in self.sufficient)

    @cached_property
    def least_proofs(self) -> list[frozenset[str]]:
        """What proves some case of the table, with the article, as it is on file at first."""
        return [
            frozenset({self.article, *(ARTIFACT + self._at_first(name) for name in chosen)})
            for chosen in answer.least_proofs(self.table)
        ]

    def _requests(self, refs: frozenset[str]) -> int:
        """Drafts without which the customer would not send what decides."""
        return len(self.answers) if self.sent and ARTIFACT + self.sent in refs else 0

    def _evidence(self, names: Iterable[str]) -> frozenset[str]:
        """These records and the governing article, as references."""
        return frozenset({self.article, *(ARTIFACT + name for name in names)})

    def _at_first(self, record: str) -> str:
        """The record on file in whose place the customer sends this one, or the same."""
        return f"{self.record_asked_for}" if record == self.sent else record

    def relevant(self, heard: int) -> frozenset[str]:
        """Evidence that such cases turn on, after so many answers of the customer."""
        if self.sent in self.on_file(heard):
            return self.deciding
        names = answer.records(self.table)
        return frozenset({self.article, *(ARTIFACT + self._at_first(name) for name in names)})

    def on_file(self, heard: int) -> list[str]:
        """Records that can be inspected, after so many answers of the customer."""
        brought = [item["brings"]["id"] for item in self.answers[:heard] if item["brings"]]
        return self.records + brought
