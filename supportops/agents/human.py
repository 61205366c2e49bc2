"""A person as an agent: menus, prompts and what a terminal shows of an episode.

It touches no terminal itself: it is given a way to ask and a way to tell.
"""

from collections.abc import Callable, Sequence

from supportops.guards import echo
from supportops.models import ScoreCard, ToolUseAction, ToolUseObservation
from supportops.vocabulary import ARGUMENT_OF, FULL, ActionType

Ask = Callable[[str], str | None]
"""Shows a prompt and returns the line that was entered; None when there is no more input."""

Tell = Callable[[str], object]


class HumanAgent:
    """Takes the actions a person chooses, by number or by name, and stops when input ends.

    Any action and any value may be named, possible or not: the environment answers it as it would
    answer an agent. Only what is no action at all is asked for again.
    """

    def __init__(self, ask: Ask, tell: Tell) -> None:
        self._ask = ask
        self._tell = tell

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:
        """The action the person chose; None if there is no more input."""
        verb = self._verb(observation.available_actions)
        if verb is None:
            return None
        field = ARGUMENT_OF.get(verb)
        if field is None:
            return ToolUseAction(action_type=verb)
        value = self._value(field, observation)
        if value is None:
            return None
        return ToolUseAction.model_validate({"action_type": verb, field: value})

    def _verb(self, possible: Sequence[ActionType]) -> ActionType | None:
        while (answer := self._choice("action", possible)) is not None:
            if answer in set(ActionType):
                return ActionType(answer)
            self._tell(f"There is no action {echo(answer)}.")
        return None

    def _value(self, field: str, observation: ToolUseObservation) -> str | None:
        choices = {
            "artifact_id": observation.available_artifacts,
            "query": observation.available_policies,
            "resolution_code": observation.available_resolution_codes,
        }
        if field in choices:
            return self._choice(field, choices[field])
        return self._text(field)

    def _text(self, name: str) -> str | None:
        self._tell(f"Write the {name}. A line with a single dot ends it.")
        lines: list[str] = []
        while (line := self._ask(f"{name}> ")) is not None and line != ".":
            lines.append(line)
        return None if line is None else "\n".join(lines)

    def _choice(self, name: str, choices: Sequence[str]) -> str | None:
        self._tell("\n".join(f"  {number}  {text}" for number, text in enumerate(choices, 1)))
        while (answer := self._ask(f"{name}> ")) is not None:
            answer = answer.strip()
            if not answer.isdecimal():
                if answer:
                    return answer
            elif 1 <= int(answer) <= len(choices):
                return choices[int(answer) - 1]
            self._tell(f"Enter a number from 1 to {len(choices)}, or a name.")
        return None


def screen(observation: ToolUseObservation) -> str:
    """What a person gets to read before the next choice."""
    return _opening(observation) if observation.reward is None else _outcome(observation)


def score_table(card: ScoreCard) -> str:
    """The score card, one component a line."""
    parts = (
        f"  {part.name:<10}  {part.earned / FULL:.4f} of {part.possible / FULL:.4f}  {part.why}"
        for part in card.components
    )
    capped = [f"  capped: {card.violation}"] if card.violation else []
    return "\n".join((f"Final score {card.score:.4f}", *parts, *capped))


def _opening(observation: ToolUseObservation) -> str:
    return "\n\n".join(
        (
            f"{observation.task_id} ({observation.difficulty})",
            observation.objective,
            f"The customer writes:\n{observation.customer_message}",
            observation.workspace_summary,
            "Choose by number or by name. End of input (Ctrl-D) stops.",
            _status(observation),
        )
    )


def _outcome(observation: ToolUseObservation) -> str:
    refused = f"Refused: {observation.last_action_error}"
    told = observation.last_tool_result if observation.last_action_error is None else refused
    return f"\n{told}\n\nReward {observation.reward:.4f}. {_status(observation)}"


def _status(observation: ToolUseObservation) -> str:
    return (
        f"Phase {observation.phase}, score {observation.current_score:.4f}, "
        f"{observation.remaining_steps} steps left."
    )
