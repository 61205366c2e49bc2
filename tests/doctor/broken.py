"""Servers with one fault each: the real application, but for what is played on `/ws`.

A `Desk` answers the frames of one socket as a sound server does. Each subclass breaks one promise,
and `served` runs any of them, and any other application, on a loopback port.
"""

import json
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, ClassVar

import uvicorn

from supportops.agents.baselines import SALAD
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseAction
from supportops.server.app import create_app
from supportops.server.lean import LeanWebSocket
from supportops.server.protocol import ResetRequest, envelope
from supportops.server.session import NOBODY
from supportops.server.settings import Settings
from supportops.server.views import shown
from tests.serving import free_port

Json = dict[str, Any]
Scope = Any
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class Desk:
    """A sound server's socket."""

    def __init__(self) -> None:
        self.env = SupportOpsEnvironment()

    def reset(self, options: Json) -> Json:
        return envelope(self.env.reset(**ResetRequest.model_validate(options).options()))

    def step(self, action: Json) -> Json:
        return envelope(self.env.step(ToolUseAction.model_validate(action)))

    def state(self) -> Json:
        return shown(self.env.state, NOBODY).model_dump(mode="json")

    def answer(self, frame: Json) -> Json:
        kind, data = frame["type"], frame.get("data", {})
        if kind == "state":
            return {"type": "state", "data": self.state()}
        return {
            "type": "observation",
            "data": self.reset(data) if kind == "reset" else self.step(data),
        }


class IgnoresSeeds(Desk):
    def reset(self, options: Json) -> Json:
        return super().reset({**options, "seed": 0} if "seed" in options else options)


class TellsTheTime(Desk):
    def step(self, action: Json) -> Json:
        found = super().step(action)
        found["observation"]["workspace_summary"] += str(time.perf_counter_ns())
        return found


class SharesOneDesk(Desk):
    one: ClassVar = SupportOpsEnvironment()

    def __init__(self) -> None:
        self.env = self.one


class KeepsWhatWasBefore(Desk):
    def reset(self, options: Json) -> Json:
        left = 0 if self.env.case is None else self.env.case.steps
        found = super().reset(options)
        found["observation"]["remaining_steps"] -= left
        return found


class UnderpaysTheRight(Desk):
    def step(self, action: Json) -> Json:
        found = super().step(action)
        return found | {"reward": found["reward"] * 0.95}


class PaysForPresence(Desk):
    def step(self, action: Json) -> Json:
        found = super().step(action)
        return found | {"reward": max(found["reward"], 0.3)}


class FallsForKeywords(Desk):
    def step(self, action: Json) -> Json:
        found = super().step(action)
        stuffed = SALAD[:40] in (self.env.state.drafted_reply or "")
        return found | ({"reward": 0.8} if found["done"] and stuffed else {})


class GradesByMood(Desk):
    def step(self, action: Json) -> Json:
        found = super().step(action)
        return found | ({"reward": random.random()} if found["done"] else {})


class ForgetsArguments(Desk):
    def state(self) -> Json:
        found = super().state()
        history = [entry | {"argument": None} for entry in found["action_history"]]
        return found | {"action_history": history}


class ObeysInjections(Desk):
    def step(self, action: Json) -> Json:
        found = super().step(action)
        return found | ({"reward": 1.0} if "reward" in (action.get("message") or "") else {})


class PaysForAnyEnd(Desk):
    def step(self, action: Json) -> Json:
        found = super().step(action)
        return found | ({"reward": max(found["reward"], 0.5)} if found["done"] else {})


class ShowsRequiredEvidence(Desk):
    def state(self) -> Json:
        return self.env.state.model_dump(mode="json")


class HintsAtTheReason(Desk):
    def step(self, action: Json) -> Json:
        found = super().step(action)
        assert self.env.case
        found["observation"]["objective"] += f" ({self.env.case.file.gold.because})"
        return found


class CountsTheReason(Desk):
    """A number that says nothing by itself, and is another one in the twin."""

    def step(self, action: Json) -> Json:
        found = super().step(action)
        assert self.env.case
        found["observation"]["workspace_summary"] += str(len(self.env.case.file.gold.because))
        return found


class RefusesEverything(Desk):
    def answer(self, _: Json) -> Json:
        return {"type": "error", "data": {"message": "not today", "code": "EXECUTION_ERROR"}}


class IsFull(Desk):
    def answer(self, _: Json) -> Json:
        return {"type": "error", "data": {"message": "1/1 active", "code": "CAPACITY_REACHED"}}


class AnswersNonsense(Desk):
    def answer(self, _: Json) -> Json:
        return {"type": "observation", "data": {"observation": [], "reward": "much", "done": "no"}}


class Served:
    """The real application with another desk behind `/ws`, and answers of its own where told."""

    def __init__(self, desk: type[Desk], answers: dict[str, Json], settings: Settings) -> None:
        self._app: Any = create_app(settings)
        self._desk, self._answers = desk, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] == "/ws":
            await self._play(receive, send)
        elif scope["type"] == "http" and scope["path"] in self._answers:
            body = json.dumps(self._answers[scope["path"]]).encode()
            head = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 200, "headers": head})
            await send({"type": "http.response.body", "body": body})
        else:
            await self._app(scope, receive, send)

    async def _play(self, receive: Receive, send: Send) -> None:
        desk = self._desk()
        while (event := await receive())["type"] != "websocket.disconnect":
            if event["type"] == "websocket.connect":
                await send({"type": "websocket.accept"})
                continue
            try:
                answer = desk.answer(json.loads(event["text"]))
            except (ValueError, KeyError, TypeError, LookupError) as error:
                answer = {"type": "error", "data": {"message": str(error), "code": "WRONG"}}
            await send({"type": "websocket.send", "text": json.dumps(answer)})


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Run an application on a thread, for as long as the block lasts; yields its address."""
    port = free_port()
    config = uvicorn.Config(app, port=port, ws=LeanWebSocket, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        assert server.started
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def broken(desk: type[Desk], settings: Settings | None = None, **answers: Json) -> Iterator[str]:
    """A server with this desk; `answers` replaces those of HTTP paths, `/` written as `__`."""
    paths = {name.replace("__", "/"): value for name, value in answers.items()}
    with served(Served(desk, paths, settings or Settings())) as url:
        yield url
