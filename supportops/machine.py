"""The one door to `transitions`: its machine, with events that take the short way.

The library owns the definition and its checks. When an event fires, the stock classes build an
event object and walk through every list of callbacks a definition may have. Ours has few, so each
event compiles its rows once for each state: guards, effects, target, what follows. A definition
that asks for more than that is refused, and a test plays both machines against each other.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from transitions import Event, Machine, State, Transition

from supportops.errors import WorkflowError

__all__ = ["LeanMachine", "Machine", "State"]

Callback = Callable[..., Any]


class Row(NamedTuple):
    """A transition as it runs."""

    guards: tuple[Callback, ...]
    effects: tuple[Callback, ...]
    target: Any
    """Value of the state it leads to; None if it stays."""
    after: tuple[Callback, ...]


class LeanEvent(Event):
    """An event that runs compiled rows instead of interpreting its transitions."""

    def __init__(self, name: str, machine: Machine) -> None:
        super().__init__(name, machine)
        self._attribute = machine.model_attribute
        self._rows: dict[Any, tuple[Row, ...]] = {}

    def add_transition(self, transition: Transition) -> None:
        """Add a transition, and compile anew what was compiled without it."""
        self._rows.clear()
        super().add_transition(transition)

    def trigger(self, model: object, what: object) -> bool:
        """Run the first transition whose guards all pass on `what`; whether there was one."""
        state = getattr(model, self._attribute)
        rows = self._rows.get(state)
        if rows is None:
            rows = self._rows[state] = tuple(self._compiled(state))
        for guards, effects, target, after in rows:
            for guard in guards:
                if not guard(what):
                    break
            else:
                for effect in effects:
                    effect(what)
                if target is not None:
                    setattr(model, self._attribute, target)
                for callback in after:
                    callback(what)
                return True
        return False

    def _compiled(self, state: Any) -> Iterator[Row]:
        machine, source = self.machine, self.machine.get_state(state)
        self._is_valid_source(source)
        for transition in self.transitions[source.name]:
            target = machine.get_state(transition.dest) if transition.dest else None
            conditions = transition.conditions
            unsupported = [
                *(machine.prepare_event, machine.finalize_event, machine.on_exception),
                *(machine.before_state_change, transition.prepare, source.on_exit),
                target.on_enter if target else [],
                [condition for condition in conditions if not condition.target],
            ]
            if any(unsupported) or machine.send_event or machine.has_queue:
                raise WorkflowError(f"{self.name} from {source.name} needs the stock machine")
            final = machine.on_final if target and target.final else []
            yield Row(
                guards=_callables([condition.func for condition in conditions]),
                effects=_callables(transition.before),
                target=target.value if target else None,
                after=_callables((*final, *transition.after, *machine.after_state_change)),
            )


def _callables(callbacks: Sequence[str | Callback]) -> tuple[Callback, ...]:
    """Callbacks that are functions already; the library would look names up on the model."""
    named = [callback for callback in callbacks if isinstance(callback, str)]
    if named:
        raise WorkflowError(f"callbacks by name need the stock machine: {', '.join(named)}")
    return tuple(callback for callback in callbacks if not isinstance(callback, str))


class LeanMachine(Machine):
    """A machine whose events are lean."""

    event_cls = LeanEvent
