"""The learner: what it does in an episode, and what it takes from its rewards.

What it is given: how an episode goes (read the ticket, look, draft, submit), how texts are written
(`sight`), and a secretary who writes the letter for whatever code it decides on. What it is not
given: which records and articles matter, what anything in them means, and which code is right when.
It learns the first from the rewards of looks, the others from the reward of the last step.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from supportops.agents.scripted import look
from supportops.learning.sight import Signs, View, signs
from supportops.learning.tree import Node, decide, grown
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.records import artifact_ref, policy_ref
from supportops.vocabulary import ActionType

CLOSING = 2
"""Steps kept for the draft and the submission."""

WON = 0.5
"""A last reward above this is taken for the right code: a wrong one earns at most half of that."""

REGROW = 1.25
"""The tree is grown anew when there are so many times as many samples as before."""

Step = Callable[[ToolUseAction], ToolUseObservation]
Secretary = Callable[[str], str]
"""From a code to the letter that carries it out."""

Showing = Callable[[View], View]
"""What the learner gets to see of what it read."""


@dataclass
class Learner:
    """Plays episodes and learns from them. Equal seeds and equal episodes give equal learners."""

    seed: int
    paid: dict[str, tuple[float, int]] = field(default_factory=dict)
    """Sum and number of the rewards of looking at something, by its reference and its stem."""
    samples: list[tuple[Signs, str]] = field(default_factory=list)
    """What showed where a code was right."""
    wrong: set[tuple[Signs, str]] = field(default_factory=set)
    tree: Node | None = None

    def __post_init__(self) -> None:
        self._rng = Random(self.seed)  # noqa: S311 - exploration, not a secret
        self._grown_at = 0

    def play(
        self,
        first: ToolUseObservation,
        step: Step,
        letter: Secretary,
        showing: Showing = lambda view: view,
        *,
        learn: bool = True,
    ) -> float:
        """One episode; returns its last reward. Nothing is learned, and nothing tried, without."""
        view = showing(self._looked(first, step, learn=learn))
        shown = signs(view)
        code = self._code(shown, first.available_resolution_codes, learn=learn)
        step(ToolUseAction(action_type=ActionType.DRAFT_REPLY, message=letter(code)))
        last = step(ToolUseAction(action_type=ActionType.SUBMIT_RESOLUTION, resolution_code=code))
        reward = last.reward or 0.0
        if learn:
            self._take(shown, code, reward)
        return reward

    def _looked(self, first: ToolUseObservation, step: Step, *, learn: bool) -> View:
        """Read the ticket and what has paid or is not known yet, as far as the budget goes."""
        seen = step(ToolUseAction(action_type=ActionType.REVIEW_TICKET))
        ticket, article = seen.last_tool_result or "", ""
        records: dict[str, str] = {}
        for ref in self._wanted(first, learn=learn)[: seen.remaining_steps - CLOSING]:
            seen = step(look(ref))
            text, reward = seen.last_tool_result or "", seen.reward or 0.0
            if learn:
                self._note(ref, reward)
            if ref.startswith("artifact:"):
                records[ref.partition(":")[2]] = text
            elif reward > 0:
                article = text
        return View(ticket, records, article)

    def _wanted(self, first: ToolUseObservation, *, learn: bool) -> list[str]:
        refs = [
            *map(artifact_ref, first.available_artifacts),
            *map(policy_ref, first.available_policies),
        ]
        self._rng.shuffle(refs)
        worth = {ref: self._worth(ref, untried=learn) for ref in refs}
        return sorted((ref for ref in refs if worth[ref] > 0), key=lambda ref: -worth[ref])

    def _worth(self, ref: str, *, untried: bool) -> float:
        """Mean reward of a look: at the thing itself, or at what bears the same first words."""
        for name in _stems(ref):
            total, times = self.paid.get(name, (0.0, 0))
            if times:
                return total / times
        return 1.0 if untried else 0.0

    def _note(self, ref: str, reward: float) -> None:
        for name in _stems(ref):
            total, times = self.paid.get(name, (0.0, 0))
            self.paid[name] = total + reward, times + 1

    def _code(self, shown: Signs, codes: list[str], *, learn: bool) -> str:
        """What the tree says; by chance where there is no tree, or where that was wrong before."""
        decided = decide(self.tree, shown) if self.tree else None
        if decided is not None and not (learn and (shown, decided) in self.wrong):
            return decided
        untried = [code for code in codes if (shown, code) not in self.wrong]
        return self._rng.choice(untried or codes)

    def _take(self, shown: Signs, code: str, reward: float) -> None:
        if reward <= WON:
            self.wrong.add((shown, code))
            return
        self.samples.append((shown, code))
        if len(self.samples) >= self._grown_at * REGROW:
            self._grown_at = len(self.samples)
            self.tree = grown(self.samples)


def _stems(ref: str) -> list[str]:
    """A reference and what is left of it without its last words, longest first."""
    kind, _, name = ref.partition(":")
    words = name.split("_")
    return [f"{kind}:{'_'.join(words[:n])}" for n in range(len(words), 0, -1)]
