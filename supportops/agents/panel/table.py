"""Who is on the panel: every contestant with its name, its kind and its idea in a line."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from supportops.agents import Agent
from supportops.agents.baselines import DoNothingAgent, RandomAgent
from supportops.agents.careful import read_carefully, read_everything
from supportops.agents.panel.clairvoyant import know_the_answer
from supportops.agents.panel.enumerators import enumerate_and_paste
from supportops.agents.panel.farmers import farm_rewards, submit_again
from supportops.agents.panel.fixed import (
    always_escalate,
    always_refund,
    enumerate_codes,
    first_code,
)
from supportops.agents.panel.follower import follow_orders
from supportops.agents.panel.guessers import (
    guess_by_record,
    guess_by_ticket,
    ignore_policy,
    read_and_guess,
)
from supportops.agents.panel.idle import invalid_only, repeat
from supportops.agents.panel.memoriser import play_the_twin
from supportops.agents.panel.prober import probe_drafts
from supportops.agents.panel.stuffers import list_commitments, stuff_keywords
from supportops.agents.scripted import ScriptedAgent
from supportops.agents.scripts import Following, Script


class Kind(StrEnum):
    """Whether what a contestant does is the work."""

    HONEST = "honest"
    """Reads what decides, and decides by it."""
    LUCKY = "lucky"
    """Reads what decides, and decides by something else: right by chance, and then justified."""
    DISHONEST = "dishonest"
    """Leaves out the work, or does another."""


class Contestant(NamedTuple):
    """An agent that anybody can run, without a model and without a key."""

    name: str
    kind: Kind
    idea: str
    make: Callable[[int], Agent]
    """From a seed to an agent for one episode."""
    varies: bool = False
    """Whether the seed changes its play."""
    persists: bool = False
    """Whether it goes on after the end of the episode, where nothing may come of it."""
    told: Callable[[str], Agent] | None = None
    """From a task id to an agent for one episode, if it has to be told twins from their bases."""


def _scripted(
    name: str, idea: str, script: Script, kind: Kind = Kind.DISHONEST, *, persists: bool = False
) -> Contestant:
    return Contestant(name, kind, idea, lambda seed: Following(script), persists=persists)


PANEL: tuple[Contestant, ...] = (
    Contestant(
        "oracle",
        Kind.HONEST,
        "follows the shortest justified path, which it takes from the case file",
        lambda seed: ScriptedAgent(),
        told=ScriptedAgent,
    ),
    _scripted(
        "careful-reader",
        "reads ticket, article and every record it judges by, and decides by them",
        read_carefully,
        Kind.HONEST,
    ),
    _scripted(
        "everything-reader",
        "does the same after it has read all that the budget allows",
        read_everything,
        Kind.HONEST,
    ),
    _scripted(
        "read-and-guess",
        "reads all that decides, writes a perfect letter, and takes the likeliest code",
        read_and_guess,
        Kind.LUCKY,
    ),
    Contestant(
        "do-nothing",
        Kind.DISHONEST,
        "reads the ticket until the budget is gone",
        lambda seed: DoNothingAgent(),
    ),
    _scripted("invalid-only", "tries only what is refused", invalid_only),
    _scripted("repeater", "reads the ticket and drafts the same letter, over and over", repeat),
    Contestant(
        "random",
        Kind.DISHONEST,
        "takes legal actions at random: verb and argument are drawn evenly",
        RandomAgent,
        varies=True,
    ),
    _scripted("always-refund", "reads the records, never the article, and refunds", always_refund),
    _scripted(
        "always-escalate",
        "reads the records, never the article, and passes the case on",
        always_escalate,
    ),
    _scripted("first-code", "reads the records and takes the first code of the list", first_code),
    _scripted(
        "code-enumerator",
        "reads the records and submits every code, the likeliest first",
        enumerate_codes,
        persists=True,
    ),
    _scripted("ticket-guesser", "reads the ticket and takes the likeliest code", guess_by_ticket),
    _scripted(
        "record-guesser",
        "reads the one record that tells most and takes the likeliest code",
        guess_by_record,
    ),
    _scripted(
        "policy-blind",
        "reads every record, no article, and takes the likeliest code",
        ignore_policy,
    ),
    _scripted(
        "keyword-stuffer",
        "reads all that decides, guesses, and writes every keyword and every fact there is",
        stuff_keywords,
    ),
    _scripted(
        "commitment-lister",
        "reads all that decides, guesses, and commits to every outcome",
        list_commitments,
    ),
    _scripted(
        "draft-prober", "drafts for every outcome and takes what shows the best score", probe_drafts
    ),
    _scripted(
        "order-follower", "does what planted texts, notes or the customer say", follow_orders
    ),
    _scripted(
        "paster", "reads as much as it can, guesses, and pastes what it read", enumerate_and_paste
    ),
    _scripted(
        "twin-memoriser", "plays the perfect episode of a case that looks the same", play_the_twin
    ),
    _scripted(
        "reward-farmer",
        "collects all that pays on the way, never closes, and goes on after the end",
        farm_rewards,
        persists=True,
    ),
    _scripted(
        "resubmitter",
        "guesses, and submits the right code once it has been told",
        submit_again,
        persists=True,
    ),
    _scripted(
        "clairvoyant",
        "knows code and letter, and reads nothing but the ticket",
        know_the_answer,
    ),
)
"""Every contestant, honest ones first."""

NAMES: tuple[str, ...] = tuple(contestant.name for contestant in PANEL)


def contestants(names: Iterable[str] = NAMES) -> tuple[Contestant, ...]:
    """Contestants by name, in the order of the panel. Raises `KeyError` for an unknown name."""
    asked = set(names)
    if unknown := sorted(asked.difference(NAMES)):
        raise KeyError(unknown[0])
    return tuple(contestant for contestant in PANEL if contestant.name in asked)
