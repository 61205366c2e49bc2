"""Is this family sound? Its article against its table, and what it renders, over all outcomes."""

import re
from collections.abc import Iterator
from itertools import chain

from supportops.casefile import CaseFile
from supportops.cases.archetype import Archetype
from supportops.cases.articles import lines, template
from supportops.cases.build import case_of, plain_desk
from supportops.cases.draw import Draw
from supportops.cases.overlays.asked import as_on_file, asked_first, hides
from supportops.cases.scenery import Facts, Scene
from supportops.decision import Condition, Latent
from supportops.errors import SupportOpsError
from supportops.validation.files import file_problems

MIN_VOICES = 4
MIN_ASSERTIONS = 2
SAMPLES = 12
"""Cases of each outcome that are rendered and checked, unless asked for more."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def family_problems(kind: Archetype, samples: int = SAMPLES) -> list[str]:
    """Everything that is wrong with a family, in words, each once; empty if it is sound.

    `samples` is how many cases of each outcome are rendered and checked.
    """
    found = [*_table_problems(kind), *_wanted_problems(kind), *_article_problems(kind)]
    return found or list(dict.fromkeys(_shown(kind, samples)))


def _table_problems(kind: Archetype) -> Iterator[str]:
    table = kind.table
    for number in table.space.dead_rules:
        yield f"rule {number + 1} ({table.rules[number].when}) can never fire"
    yield from (
        f"no renderer for record {name!r}" for name in table.records if name not in kind.desk
    )
    yield from (
        f"no outcome for code {code!r}" for code in table.codes if code not in kind.outcomes
    )
    for code, outcome in kind.outcomes.items():
        if code in table.codes and not (outcome.states and outcome.reply):
            yield f"{code!r} has no claims or no reply"
        unknown = [name for name in outcome.states if name not in kind.claims]
        yield from (f"{code!r} states the unknown claim {name!r}" for name in unknown)
    if not {harm.code for harm in table.harms} - set(table.codes):
        yield "no harmful code that is never right"
    if len(kind.voices) < MIN_VOICES:
        yield f"only {len(kind.voices)} voices"
    if len(kind.assertions) < MIN_ASSERTIONS:
        yield f"only {len(kind.assertions)} assertions"
    named = {fact.name for fact in table.facts}
    yield from (f"assertion on {a.fact!r}" for a in kind.assertions if a.fact not in named)


def _wanted_problems(kind: Archetype) -> Iterator[str]:
    """What the customer can be asked for: a fact of the table, which its code asks for."""
    wanted, table = kind.wanted, kind.table
    if wanted is None:
        return
    if wanted.code not in table.codes:
        yield f"the customer is asked by {wanted.code!r}, which no rule gives"
    values = {fact.name: fact.values for fact in table.facts}
    if wanted.lacking not in values.get(wanted.fact, ()):
        yield f"the customer is asked for {wanted.fact!r}, which is never {wanted.lacking!r}"
        return
    latents = [Latent(world, table.space.policies[0]) for world in table.space.worlds]
    if any(as_on_file(kind, latent) not in table.space.worlds for latent in latents):
        yield f"{wanted.fact!r} cannot always be {wanted.lacking!r}, all else equal"
    elif not any(hides(kind, latent) for latent in latents):
        yield f"nothing that the customer sends would change {wanted.code!r}"


def _article_problems(kind: Archetype) -> Iterator[str]:
    """One numbered line for each rule, which names the parameters its rule uses and no others."""
    table = kind.table
    found = lines(template(table.article))
    if len(found) != len(table.rules):
        yield f"{table.article} has {len(found)} numbered lines for {len(table.rules)} rules"
        return
    parameters = set(table.parameter_names)
    for number, (line, rule) in enumerate(zip(found, table.rules, strict=True), start=1):
        said = set(_PLACEHOLDER.findall(line)) & parameters
        used = Condition(rule.when).names & parameters
        if said != used:
            yield f"line {number} of {table.article} names {sorted(said)}, its rule {sorted(used)}"


def _shown(kind: Archetype, samples: int) -> Iterator[str]:
    for latent, scene in _samples(kind, samples):
        desk, code = plain_desk(kind, latent, scene), kind.table.space.code(latent)
        desks = (desk, asked_first(desk)) if hides(kind, latent) else (desk,)
        for file in (case_of(one, f"gen/{kind.id}/test/0") for one in desks):
            yield from (f"{code}: {problem}" for problem in _unsound(file))
        yield from _invisible(kind, latent, scene)


def _unsound(file: CaseFile) -> Iterator[str]:
    try:
        CaseFile.model_validate(file.model_dump())
    except SupportOpsError as error:
        yield str(error)
    except ValueError as error:
        yield " ".join(str(error).split())[:300]
    yield from file_problems(file)


def _samples(kind: Archetype, samples: int) -> Iterator[tuple[Latent, Scene]]:
    """Some cases of every outcome, spread over all of its worlds and policies that have a twin."""
    space = kind.table.space
    by_code: dict[str, list[Latent]] = {}
    for policy in (*space.policies, *space.unseen_policies):
        for world in space.worlds:
            latent = Latent(world, policy)
            if next(chain(space.record_twins(latent), space.policy_twins(latent)), None):
                by_code.setdefault(space.code(latent), []).append(latent)
    for code, latents in by_code.items():
        draw = Draw("validate", kind.id, code)
        for number in range(samples):
            latent = draw.pick(f"latent/{number}", latents)
            yield latent, Scene(Draw("validate", kind.id, code, number), kind.goods)


def _invisible(kind: Archetype, latent: Latent, scene: Scene) -> Iterator[str]:
    """Facts that could be otherwise, all else equal, without any word of their record changing."""
    table, possible = kind.table, set(kind.table.space.worlds)
    for record in table.records:
        place = [number for number, fact in enumerate(table.facts) if fact.record == record]
        own = {table.facts[number].name: latent.facts[number] for number in place}
        shown = kind.desk[record](scene, Facts(own)).render()
        for number in place:
            fact = table.facts[number]
            for value in fact.values:
                changed = kind.desk[record](scene, Facts(own | {fact.name: value})).render()
                world = (*latent.facts[:number], value, *latent.facts[number + 1 :])
                if changed == shown and world != latent.facts and world in possible:
                    yield f"{fact.name} = {value!r} shows nowhere in {record}"
