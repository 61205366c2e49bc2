"""One episode: phases, guards, refusals, budget, evidence, the customer's answers, rewards."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.reference import grade
from tests.reference.desk import ARTIFACT, POLICY, Desk, looked_up
from tests.reference.reading import Heard

LOOKS = ("review_ticket", "inspect_artifact", "search_policy")
POSSIBLE: Mapping[str, tuple[str, ...]] = {
    "triage": LOOKS,
    "investigating": (*LOOKS, "draft_reply"),
    "drafted": (*LOOKS, "draft_reply", "submit_resolution"),
    "resolved": (),
    "exhausted": (),
}
FIELD: Mapping[str, str | None] = {
    "review_ticket": None,
    "inspect_artifact": "artifact_id",
    "search_policy": "query",
    "draft_reply": "message",
    "submit_resolution": "resolution_code",
}
LONGEST = 4000
EVIDENCE_PAY, DRAFT_PAY = 600, 60


class Episode:
    """A case in progress. `read` is the reply reader: from a draft to what it says."""

    def __init__(self, desk: Desk, mode: str, read: Callable[[str], Heard]) -> None:
        self.desk, self.mode, self.read = desk, mode, read
        self.phase = self.phase_before_end = "triage"
        self.steps = 0
        self.evidence: list[str] = []
        self.heard = 0
        self.message: str = desk.case["ticket"]["message"]
        self.draft: str | None = None
        self.draft_heard: Heard | None = None
        self.resolution: str | None = None
        self.parts: grade.Parts | None = None
        self.claims: list[tuple[str, str, int]] = []
        self.paid = 0
        self.best = 0
        self.history: list[tuple[int, str, str | None, str | None, int]] = []
        self.refusal: tuple[str, str | None] | None = None
        self.result: str | None = None
        self.reward: int | None = None

    @property
    def done(self) -> bool:
        """Whether the case has ended."""
        return self.parts is not None

    def step(self, action: Mapping[str, Any]) -> None:
        """One action, accepted or refused."""
        verb = action["action_type"]
        field = FIELD[verb]
        argument = action.get(field) if field else None
        self.refusal, self.result, self.reward = None, None, 0
        if self.done:
            self.refusal = ("episode_over", None)
            return
        self.steps += 1
        self.refusal = self._refused(verb, field, argument)
        if self.refusal is None:
            self.reward = self._accept(verb, argument or "")
        if not self.done and self.steps == self.desk.budget:
            self.phase_before_end, self.phase = self.phase, "exhausted"
            self.parts = grade.exhausted(self.desk, self.evidence, self.heard)
        if self.parts is not None:
            rest = self.parts.total - (self.paid if self.mode == "delta" else 0)
            self.reward = rest
        self.paid += self.reward
        code = self.refusal[0] if self.refusal else None
        kept = argument and argument[: LONGEST + 1]
        self.history.append((self.steps, verb, kept, code, self.reward))

    def _refused(
        self, verb: str, field: str | None, argument: str | None
    ) -> tuple[str, str | None] | None:
        if verb not in POSSIBLE[self.phase]:
            return "wrong_phase", "action_type"
        if field is None:
            return None
        if argument is None:
            return "missing_argument", field
        code = self._objection(verb, argument)
        return (code, field) if code else None

    def _objection(self, verb: str, argument: str) -> str | None:
        if verb == "inspect_artifact" and argument not in self.desk.on_file(self.heard):
            return "unknown_artifact"
        if verb == "search_policy" and (
            len(argument) > LONGEST or looked_up(argument) not in self.desk.topics
        ):
            return "unknown_policy"
        if verb == "draft_reply" and len(argument) > LONGEST:
            return "message_too_long"
        if verb == "draft_reply" and not argument.strip():
            return "blank_message"
        if verb == "submit_resolution" and argument not in self.desk.codes:
            return "unknown_resolution_code"
        return None

    def _accept(self, verb: str, argument: str) -> int:
        """What an accepted action does; what it pays while the case is open."""
        if verb == "draft_reply":
            self._draft(argument)
        elif verb == "submit_resolution":
            self._submit(argument)
        else:
            self._look(verb, argument)
        rise = max(0, self._progress() - self.best)
        self.best += rise
        return rise

    def _look(self, verb: str, argument: str) -> None:
        if self.phase == "triage":
            self.phase = "investigating"
        if verb == "review_ticket":
            self.result = self.desk.ticket
            return
        ref = ARTIFACT + argument
        if verb == "search_policy":
            ref = POLICY + self.desk.topics[looked_up(argument)]
        self.result = self.desk.texts[ref]
        if ref not in self.evidence:
            self.evidence.append(ref)

    def _draft(self, text: str) -> None:
        self.phase = "drafted"
        self.draft, self.draft_heard = text, self.read(text)
        self.result = f"Draft saved ({len(text)} characters). It is sent when you submit."
        asks = self.draft_heard.asks == (self.desk.question,)
        if asks and not self.draft_heard.flawed and self.heard < len(self.desk.answers):
            self.message = self.desk.answers[self.heard]["message"]
            self.heard += 1
            self.result += " The question went out at once, and the customer answers:"

    def _submit(self, code: str) -> None:
        self.phase, self.resolution, self.result = "resolved", code, "submitted"
        draft = self.draft_heard or Heard()
        self.parts = grade.resolved(self.desk, self.evidence, draft, code, self.steps)
        self.claims = grade.claims(self.desk, self.evidence, draft, code)

    def _progress(self) -> int:
        """What the mode pays for while the case is open, all in all."""
        if self.mode == "shaped":
            relevant = self.desk.relevant(self.heard)
            looks = EVIDENCE_PAY * len(relevant.intersection(self.evidence)) // len(relevant)
            return looks + DRAFT_PAY * self._draft_shows() // grade.REPLY
        return grade.secured(self.desk, self.evidence) if self.mode == "delta" else 0

    def _draft_shows(self) -> int:
        return grade.draft_shows(self.desk, self.evidence, self.draft_heard)

    @property
    def current(self) -> int:
        """What the case shows itself to be worth; the score once it has ended."""
        if self.parts is not None:
            return self.parts.total
        return self._draft_shows() + grade.evidence_shows(self.desk, self.evidence, self.heard)
