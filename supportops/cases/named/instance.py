"""A fixed instance of a family: ticket, records and reply written by hand, the rest derived."""

from collections.abc import Mapping, Sequence
from typing import Any

from supportops.casefile import CLOSING_STEPS, CaseFile, Stated
from supportops.cases.archetype import Archetype
from supportops.cases.articles import filled, template
from supportops.cases.build import SLACK
from supportops.cases.draw import Draw
from supportops.cases.scenery import Facts, Scene
from supportops.decision import Value
from supportops.records import Artifact, Ticket


def instance(  # noqa: PLR0913 - every part has its name
    archetype: Archetype,
    task_id: str,
    *,
    objective: str,
    facts: Mapping[str, tuple[Value, str]],
    parameters: Mapping[str, Value],
    scene: Mapping[str, Any],
    ticket: Ticket,
    artifacts: Sequence[Artifact],
    related: Sequence[str],
    reply: str,
) -> CaseFile:
    """The case file, checked.

    Args:
        archetype: the family; its table decides.
        task_id: the published id.
        objective: the task in one sentence.
        facts: each fact of the table with its value, and the words in its record that tell it.
        parameters: the policy in force.
        scene: what the texts by hand say, by the name under which a scene would draw it.
        ticket: the ticket.
        artifacts: the records.
        related: articles beside the governing one.
        reply: a reference reply.

    Raises:
        CaseError: the parts do not agree.

    """
    table = archetype.table
    surroundings = Scene(Draw(task_id), archetype.goods, scene)
    wordings = {item.name: item.wording(parameters[item.name]) for item in table.parameters}
    words = surroundings.words() | wordings
    known = Facts({name: value for name, (value, _) in facts.items()} | dict(parameters))
    values = tuple(known[name] for name in (*table.fact_names, *table.parameter_names))
    outcome = archetype.outcomes[table.rules[table.fires(values)].code]
    claims = tuple(archetype.claims[name](surroundings, known).fact for name in outcome.states)
    return CaseFile(
        task_id=task_id,
        objective=objective,
        ticket=ticket,
        artifacts=tuple(artifacts),
        policies=tuple(
            filled(template(policy_id), words) for policy_id in sorted((table.article, *related))
        ),
        resolutions=archetype.resolutions(surroundings.item.noun),
        cues=archetype.cues,
        table=table,
        facts=tuple(
            Stated(name=name, value=facts[name][0], written=facts[name][1])
            for name in table.fact_names
        ),
        parameters=tuple(
            Stated(name=name, value=parameters[name], written=wordings[name])
            for name in table.parameter_names
        ),
        claims=claims,
        promises=archetype.promises,
        reply=reply,
        budget=len(table.records) + 1 + CLOSING_STEPS + SLACK,
    )
