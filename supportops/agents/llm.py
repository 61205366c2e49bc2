"""The agent that asks a language model, and the only door to the `openai` package.

Every decision is the model's. An answer that is no action is explained to the model, a bounded
number of times; then, or when the endpoint fails, the agent stops the episode and says why. It
never raises for anything that a model or an endpoint does.
"""

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Any, Self

from supportops.agents.answers import Answer, NotAnAction, read_answer
from supportops.agents.deadline import Deadline, within
from supportops.agents.prompt import SYSTEM, briefing, outcome, tools_for
from supportops.errors import SupportOpsError
from supportops.models import ToolUseAction, ToolUseObservation

CALL_SECONDS = 45.0
"""Longest wait for one answer of the endpoint, in seconds."""

RETRIES = 1
"""How often a call is repeated after 408, 409, 429, 5xx, a time-out or a lost connection."""

CORRECTIONS_PER_DECISION = 3
CORRECTIONS_PER_EPISODE = 8
"""How often an answer that is no action is explained to the model."""

Message = dict[str, Any]

_OPTIONS: tuple[tuple[str, ...], ...] = (("tools", "temperature"), ("tools",), ())
"""Optional parts of a request, from most to least: not every model takes a temperature, and not
every endpoint knows tools (an action can also be answered as bare JSON)."""


class ModelFailure(SupportOpsError, RuntimeError):
    """The endpoint gave no answer. The text may quote the endpoint, so it may hold a secret."""


class _Unacceptable(ModelFailure):
    """The endpoint refuses a request as it is put (400, 422)."""


class ChatModel:
    """One model behind one endpoint that speaks chat completions, for the length of a `with`."""

    def __init__(
        self, *, api_key: str, base_url: str, model: str, call_seconds: float = CALL_SECONDS
    ) -> None:
        import openai  # noqa: PLC0415 - heavy, and needed only where a model is asked

        self._client = openai.OpenAI(api_key=api_key, base_url=base_url, max_retries=RETRIES)
        self._model = model
        self._call_seconds = call_seconds
        self._options = list(_OPTIONS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def answer(self, messages: list[Message], tools: list[Message], deadline: Deadline) -> Answer:
        """The model's next message, by the deadline. Raises `ModelFailure`.

        A first request that the endpoint refuses is put again with fewer options.
        """
        while True:
            try:
                return self._ask(messages, tools, deadline)
            except _Unacceptable:
                answered = any(message["role"] == "assistant" for message in messages)
                if answered or len(self._options) == 1:
                    raise
                self._options.pop(0)

    def _ask(self, messages: list[Message], tools: list[Message], deadline: Deadline) -> Answer:
        optional = {"tools": tools, "temperature": 0}
        chosen = {name: optional[name] for name in self._options[0]}
        request = {"model": self._model, "messages": messages, **chosen}
        try:
            body = within(deadline, partial(self._post, request, deadline))
        except TimeoutError as error:
            raise ModelFailure(str(error)) from error
        try:
            return read_answer(body, spare_id=f"call_{len(messages)}")
        except ValueError as error:
            raise ModelFailure(f"this is no chat completion: {body}") from error

    def _post(self, request: dict[str, Any], deadline: Deadline) -> str:
        import openai  # noqa: PLC0415 - as above

        timeout = min(self._call_seconds, deadline.remaining)
        try:
            create = self._client.chat.completions.with_raw_response.create
            return create(**request, timeout=timeout).http_response.text
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            raise _Unacceptable(str(error)) from error
        except Exception as error:  # a key or a URL that no request can carry raises anything
            raise ModelFailure(_described(error)) from error


def _described(error: Exception) -> str:
    """An error with its cause, without which a lost connection says nothing."""
    cause = f" ({error.__cause__})" if error.__cause__ else ""
    return f"{type(error).__name__}: {error}{cause}"


class LanguageModelAgent:
    """Plays one episode: tells the model what happened and asks it what to do.

    Args:
        model: the model to ask.
        deadline: when the episode has to be over; no call outlasts it.
        note: told in words why the agent stopped; the words may quote the endpoint.

    """

    def __init__(self, model: ChatModel, deadline: Deadline, note: Callable[[str], None]) -> None:
        self._model = model
        self._deadline = deadline
        self._note = note
        self._messages: list[Message] = [{"role": "system", "content": SYSTEM}]
        self._unanswered: str | None = None
        self._corrections = 0

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:
        """The model's next action; None once it gave none or could not be asked."""
        try:
            return self._decide(observation)
        except ModelFailure as failure:
            self._note(f"the model could not be asked: {failure}")
        except NotAnAction as problem:
            self._note(f"the model gave no action after {self._corrections} corrections: {problem}")
        return None

    def _decide(self, observation: ToolUseObservation) -> ToolUseAction:
        first = len(self._messages) == 1
        self._tell(briefing(observation) if first else outcome(observation))
        left = min(CORRECTIONS_PER_DECISION, CORRECTIONS_PER_EPISODE - self._corrections)
        for _ in range(left):
            try:
                return self._ask(observation)
            except NotAnAction as problem:
                self._corrections += 1
                self._tell(str(problem))
        return self._ask(observation)

    def _ask(self, observation: ToolUseObservation) -> ToolUseAction:
        answer = self._model.answer(self._messages, tools_for(observation), self._deadline)
        self._messages.append(answer.message)
        self._unanswered = answer.call_id
        return answer.action()

    def _tell(self, text: str) -> None:
        """A tool call has to be answered as its result; everything else is a user's message."""
        if self._unanswered is None:
            self._messages.append({"role": "user", "content": text})
        else:
            call = {"role": "tool", "tool_call_id": self._unanswered, "content": text}
            self._messages.append(call)
