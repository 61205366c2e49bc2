"""The right answer to a case and why, derived from its facts and its table.

Sufficient evidence is what proves the resolution, the governing article, and what the reply has to
quote, wherever each of that can be read. Every minimal set counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from supportops.decision import Harm
from supportops.records import artifact_ref, policy_ref

if TYPE_CHECKING:
    from supportops.casefile import CaseFile


@dataclass(frozen=True, slots=True)
class Gold:
    """The right answer and why; never part of an observation."""

    resolution: str
    because: str
    evidence: tuple[tuple[str, ...], ...]
    """Every minimal sufficient evidence set; any of them justifies the resolution."""
    fallbacks: tuple[str, ...]
    """Codes that are safe, though not right."""
    harmful: tuple[Harm, ...]


def derived(file: CaseFile) -> Gold:
    """What follows from the facts of a case, its policy, and what its reply has to state."""
    table, latent = file.table, file.latent
    space, values = table.space, (*latent.facts, *latent.parameters)
    rule = space.rule(latent)
    resolution = table.rules[rule].code
    proofs = space.minimal_sets(latent)
    harmful = tuple(
        harm for harm in table.harms if harm.code != resolution and table.holds(harm.when)(values)
    )
    taken = {resolution, *(harm.code for harm in harmful)}
    return Gold(
        resolution=resolution,
        because=f"{', '.join(_read(file, proofs))}: {table.place(rule)} of {table.article}",
        evidence=tuple(_evidence(file, proofs)),
        fallbacks=tuple(
            item.code
            for item in table.fallbacks
            if item.code not in taken and table.holds(item.when)(values)
        ),
        harmful=harmful,
    )


def _read(file: CaseFile, proofs: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """The facts that prove the resolution, and the policy."""
    table, latent = file.table, file.latent
    decisive = {record for proof in proofs for record in proof}
    for fact, value in zip(table.facts, latent.facts, strict=True):
        if fact.record in decisive:
            yield f"{fact.name} is {value}"
    for parameter, value in zip(table.parameters, latent.parameters, strict=True):
        yield f"{parameter.name} is {parameter.wording(value)}"


def _evidence(file: CaseFile, proofs: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    """Each proof, with the article and one source of each claim; those that are minimal."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for proof in proofs:
        refs = (*map(artifact_ref, proof), policy_ref(file.table.article))
        lacking = [
            _usual_first(claim.source, file.sources[claim.name])
            for claim in file.claims
            if file.sources[claim.name].isdisjoint(refs)
        ]
        for quoted in product(*lacking):
            whole = (*dict.fromkeys(quoted), *refs)
            found.setdefault(frozenset(whole), whole)
    yield from (refs for key, refs in found.items() if not any(other < key for other in found))


def _usual_first(usual: str, sources: frozenset[str]) -> list[str]:
    return sorted(sources, key=lambda ref: (ref != usual, ref))
