"""Plays plans through an official client; run by a Python that has an official package.

    python player.py CLIENT URL < plans.json > transcripts.json

A plan is the options of a reset and a list of actions. Its transcript is a list with, for each
action, the observation's error, the reward, whether it was done, and the state's step count.
Nothing of this project is imported, except by `auto`, which is about finding it installed.
"""

import asyncio
import json
import sys
from typing import Any

from openenv.core import GenericEnvClient

Plan = dict[str, Any]
Transcript = list[dict[str, Any]]


async def generic_async(url: str, plans: list[Plan]) -> list[Transcript]:
    """The asynchronous generic client: plain dictionaries."""
    async with GenericEnvClient(base_url=url) as env:
        return [await _played_async(env, plan) for plan in plans]


async def _played_async(env: Any, plan: Plan) -> Transcript:
    await env.reset(**plan["reset"])
    return [_entry(await env.step(action), await env.state()) for action in plan["actions"]]


def generic_sync(url: str, plans: list[Plan]) -> list[Transcript]:
    """The synchronous generic client."""
    with GenericEnvClient(base_url=url).sync() as env:
        return [_played(env, plan) for plan in plans]


def _played(env: Any, plan: Plan) -> Transcript:
    env.reset(**plan["reset"])
    return [_entry(env.step(action), env.state()) for action in plan["actions"]]


async def auto(url: str, plans: list[Plan]) -> list[Transcript]:
    """The client that discovery finds in the installed wheel, with its own action class."""
    from openenv import AutoAction, AutoEnv  # noqa: PLC0415 - 0.3 has none of it

    action_class = AutoAction.from_env("support-ops")
    client = AutoEnv.from_env("support-ops", base_url=url)
    async with client as env:
        transcripts = []
        for plan in plans:
            await env.reset(**plan["reset"])
            entries = []
            for action in plan["actions"]:
                result = await env.step(action_class(**action))
                entries.append(_entry(result, (await env.state()).model_dump()))
            transcripts.append(entries)
        return transcripts


async def tools(url: str, plans: list[Plan]) -> list[Transcript]:
    """The tool client in production mode: reset over the socket, actions as MCP tool calls."""
    from openenv.core.mcp_client import MCPToolClient  # noqa: PLC0415 - nor this

    transcripts = []
    async with MCPToolClient(base_url=url, mode="production") as env:
        names = {tool.name for tool in await env.list_tools()}
        for plan in plans:
            await env.reset(**plan["reset"])
            entries = []
            for action in plan["actions"]:
                name = action["action_type"]
                arguments = {k: v for k, v in action.items() if k != "action_type"}
                data = await env.call_tool(name, **arguments)
                entries.append(_envelope_entry(data) | {"offered": name in names})
            transcripts.append(entries)
    return transcripts


def _entry(result: Any, state: Any) -> dict[str, Any]:
    observation = result.observation
    fields = observation if isinstance(observation, dict) else observation.model_dump()
    return {
        "error": fields["last_action_error"],
        "reward": result.reward,
        "done": result.done,
        "current_score": fields["current_score"],
        "step_count": state["step_count"],
        "episode_id": state["episode_id"],
    }


def _envelope_entry(data: dict[str, Any]) -> dict[str, Any]:
    observation = data["observation"]
    return {
        "error": observation["last_action_error"],
        "reward": data["reward"],
        "done": data["done"],
        "current_score": observation["current_score"],
    }


def main() -> None:
    """Play the plans of standard input."""
    play = {
        "generic-async": lambda *a: asyncio.run(generic_async(*a)),
        "generic-sync": generic_sync,
        "auto": lambda *a: asyncio.run(auto(*a)),
        "tools": lambda *a: asyncio.run(tools(*a)),
    }[sys.argv[1]]
    json.dump(play(sys.argv[2], json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
