"""A small environment of somebody else: guess a number, served as plain ASGI, with its package."""

import json
from pathlib import Path
from random import Random
from typing import Any

from tests.doctor.broken import Json, Receive, Scope, Send

ACTION: Json = {
    "title": "GuessAction",
    "type": "object",
    "additionalProperties": False,
    "required": ["move"],
    "properties": {"move": {"$ref": "#/$defs/Move"}, "metadata": {"type": "object"}},
    "$defs": {
        "Move": {
            "oneOf": [
                {"type": "object", "required": ["up"], "properties": {"up": {"type": "boolean"}}},
                {
                    "type": "object",
                    "required": ["guess"],
                    "properties": {"guess": {"type": "integer", "minimum": 0}},
                },
            ]
        }
    },
}

MANIFEST = """\
name: guess_env
app: guess:app
validation:
  reward: {range: [0.0, 1.0], floor_margin: 0.5}
  resources: {cpu: 1, memory_mb: 64, disk_mb: 64, episode_timeout_s: 10}
  capabilities:
    verifier: {kind: reward_channel}
    oracle: {form: script, location: solve.py}
  types: {tags: [guessing]}
"""

SOLVE = """\
import json
from random import Random
for seed in range(3):
    secret = Random(seed).randrange(10)
    print(json.dumps({"name": f"seed {seed}", "reset": {"seed": seed},
                      "actions": [{"move": {"guess": secret}}]}))
"""


class Guess:
    """Three guesses at a number below ten; the seed decides the number."""

    def __init__(self) -> None:
        self.secret, self.left, self.seed = 0, 3, 0

    def answer(self, frame: Json) -> Json:
        kind, data = frame["type"], frame.get("data", {})
        if kind == "state":
            return {"type": "state", "data": {"step_count": 3 - self.left}}
        if kind == "reset":
            self.seed = data.get("seed", 0)
            self.secret, self.left = Random(self.seed).randrange(10), 3
            return self._told(None, done=False)
        self.left -= 1
        right = data["move"].get("guess") == self.secret
        return self._told(1.0 if right else 0.0, done=right or self.left <= 0)

    def _told(self, reward: float | None, *, done: bool) -> Json:
        observation = {"hint": f"game {self.seed}", "left": self.left}
        return {
            "type": "observation",
            "data": {"observation": observation, "reward": reward, "done": done},
        }


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        pages: dict[str, Any] = {
            "/health": {"status": "healthy"},
            "/metadata": {"name": "guess_env", "description": "guess a number"},
            "/schema": {"action": ACTION, "observation": {}, "state": {}},
        }
        status = 200 if scope["path"] in pages else 404
        body = json.dumps(pages.get(scope["path"], {"detail": "Not Found"})).encode()
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})
    elif scope["type"] == "websocket":
        game = Guess()
        while (event := await receive())["type"] != "websocket.disconnect":
            if event["type"] == "websocket.connect":
                await send({"type": "websocket.accept"})
            else:
                answer = game.answer(json.loads(event["text"]))
                await send({"type": "websocket.send", "text": json.dumps(answer)})


def package(root: Path) -> Path:
    """Its package directory; the module itself is the one at hand."""
    (root / "openenv.yaml").write_text(MANIFEST)
    (root / "solve.py").write_text(SOLVE)
    (root / "guess.py").write_text("from tests.doctor.foreign import app\n")
    return root
