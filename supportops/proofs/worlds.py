"""Everything that could be the case at the address of a generated case, each world as a case file.

What is shown before an end is a function of what was read, if it is the same in any two worlds that
agree on it: a pair of worlds is compared like a pair of twins. Worlds that differ from a case in
the same texts, and are resolved alike, stand for each other.
"""

from collections.abc import Iterator
from dataclasses import replace

from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.cases.archetypes import archetype
from supportops.cases.build import case_of
from supportops.cases.generate import Address, desk_at
from supportops.decision import Latent
from supportops.observation import observe
from supportops.proofs.twins import differing


def worlds(task_id: str) -> Iterator[CaseFile]:
    """The other worlds of a generated case that look the same until something is read.

    Every combination of facts under its policy, and every policy with its facts. Raises
    `UnknownTask` for what is no address of a generated case.
    """
    address = Address.parsed(task_id)
    file = case_file(task_id)
    first = _first_sight(file)
    for latent in _latents(address, file):
        other = case_of(desk_at(address, latent), str(replace(address, is_twin=False)))
        if other.texts != file.texts and _first_sight(other) == first:
            yield other


def one_of_each(task_id: str) -> Iterator[CaseFile]:
    """The first of the worlds for each set of texts that differ and each right resolution."""
    file, known = case_file(task_id), set()
    for world in worlds(task_id):
        kind = differing((file, world)), world.gold.resolution
        if kind not in known:
            known.add(kind)
            yield world


def _first_sight(file: CaseFile) -> str:
    return observe(Case(file), None).model_dump_json() + file.ticket.render()


def _latents(address: Address, file: CaseFile) -> Iterator[Latent]:
    """The other combinations of facts, and the other policies, of the family's own table."""
    table = archetype(address.family).table
    stated = {fact.name: fact.value for fact in file.facts}
    facts = tuple(stated[name] for name in table.fact_names)
    policy = file.latent.parameters
    yield from (Latent(world, policy) for world in table.space.worlds if world != facts)
    for other in (*table.space.policies, *table.space.unseen_policies):
        if other != policy:
            yield Latent(facts, other)
