"""The certificate of a case: the rule that fired, the facts, where each is read, the article."""

from collections.abc import Iterator

from supportops.casefile import CaseFile
from supportops.cases.articles import lines
from supportops.cases.generate import Address, desk_at
from supportops.decision import Fact, Latent
from supportops.records import Artifact, artifact_ref


def certificate(file: CaseFile, named: str = "") -> str:
    """Why a case is resolved as it is, for a person to check.

    `named` is the id under which it was asked for: a twin has that of its case.
    """
    return "\n".join(_lines(file, named or file.task_id))


def _lines(file: CaseFile, name: str) -> Iterator[str]:
    table, gold = file.table, file.gold
    rule = table.space.rule(file.latent)
    article = next(item for item in file.policies if item.id == table.article)
    yield f"{name} ({file.difficulty}): {file.objective}"
    yield f"resolution: {gold.resolution}"
    yield f"because {table.place(rule)} of {article.id} holds, and none before it:"
    stated = lines(article)
    number = rule - sum(bool(item.clause) for item in table.rules)
    yield f"  {stated[number] if 0 <= number < len(stated) else table.rules[rule].clause}"
    yield f"  rule: {table.rules[rule].when}"
    yield f"  article: {article.title}, version {article.version}, from {article.effective_on}"
    yield "facts:"
    for fact, value in zip(table.facts, file.latent.facts, strict=True):
        told = "; ".join(telling(file, fact)) or "not on file"
        yield f"  {fact.name} = {value!r}, read in {artifact_ref(fact.record)}: {told}"
    yield from _answers(file)
    yield "policy:"
    for parameter, chosen in zip(table.parameters, file.latent.parameters, strict=True):
        yield f"  {parameter.name} = {parameter.wording(chosen)}"
    yield "sufficient evidence, any of:"
    yield from (f"  {', '.join(refs)}" for refs in gold.evidence)
    yield "a reply states:"
    yield from (f"  {claim.name}: {claim.written!r} of {claim.source}" for claim in file.claims)
    yield f"safe fallbacks: {', '.join(gold.fallbacks) or 'none'}"
    yield f"harmful: {'; '.join(f'{item.code} ({item.harm})' for item in gold.harmful) or 'none'}"
    yield f"overlays: {', '.join(file.overlays) or 'none'}"
    yield f"twins differ in: {', '.join(_twins(file)) or 'nothing'}"


def with_proof(file: CaseFile) -> CaseFile:
    """The file with every fact and parameter next to the words that tell it."""
    facts = tuple(
        stated.model_copy(update={"written": next(iter(telling(file, fact)), "")})
        for fact, stated in zip(file.table.facts, file.facts, strict=True)
    )
    parameters = tuple(
        stated.model_copy(update={"written": parameter.wording(stated.value)})
        for parameter, stated in zip(file.table.parameters, file.parameters, strict=True)
    )
    return file.model_copy(update={"facts": facts, "parameters": parameters})


def telling(file: CaseFile, fact: Fact) -> tuple[str, ...]:
    """The words of a record that tell a fact.

    A case written by hand states them. A generated one is asked: they are the lines that would read
    otherwise if the fact were another, or the record as a whole where it is what it leaves out.
    """
    written = next(item.written for item in file.facts if item.name == fact.name)
    if written:
        return (written,)
    shown = _lines_of((*file.artifacts, *((file.sent,) if file.sent else ())), fact)
    address, size = Address.parsed(file.task_id), len(file.table.facts)
    place = file.table.fact_names.index(fact.name)
    facts = file.latent.facts[: size - ("on_file" in file.table.fact_names)]
    if gone := tuple(line for line in shown if line.endswith("not on file")):
        return gone
    if place >= len(facts):
        return tuple(shown[:1])
    changed = set()
    for value in fact.values:
        if value != facts[place]:
            other = Latent((*facts[:place], value, *facts[place + 1 :]), file.latent.parameters)
            desk = desk_at(address, other)
            there = (*desk.artifacts, *((desk.sent,) if desk.sent else ()))
            changed |= {*shown} - {*_lines_of(there, fact)}
    told = tuple(line.strip(" -") for line in shown if line in changed)
    return told or tuple(shown[:1])


def _lines_of(artifacts: tuple[Artifact, ...], fact: Fact) -> list[str]:
    record = next((item for item in artifacts if item.id == fact.record), None)
    return record.render().splitlines() if record else []


def _answers(file: CaseFile) -> Iterator[str]:
    """What the customer answers when asked, and what that brings."""
    if file.asking is None:
        return
    yield f"asked by {file.asking.code}, the customer answers:"
    for answer in file.asking.answers:
        brings = f" (brings {artifact_ref(answer.brings.id)})" if answer.brings else ""
        yield f"  {answer.message}{brings}"


def _twins(file: CaseFile) -> Iterator[str]:
    space = file.table.space
    found: dict[str, set[str]] = {}
    for source, twin in (*space.record_twins(file.latent), *space.policy_twins(file.latent)):
        found.setdefault(source, set()).add(space.code(twin))
    yield from (f"{source} ({' or '.join(sorted(codes))})" for source, codes in found.items())
