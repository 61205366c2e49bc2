"""The certificate of a case as a model: the same facts that `explain` prints, for a page."""

from supportops.casefile import CaseFile
from supportops.cases.articles import lines
from supportops.records import artifact_ref
from supportops.server.web.shapes import (
    Certificate,
    CertifiedClaim,
    CertifiedFact,
    CertifiedHarm,
)
from supportops.validation.certificate import telling

NOT_ON_FILE = "not on file"


def certified(file: CaseFile) -> Certificate:
    """Why a case is resolved as it is. All of it is gold: who may see it is the caller's to ask."""
    table, gold = file.table, file.gold
    rule = table.space.rule(file.latent)
    article = next(item for item in file.policies if item.id == table.article)
    return Certificate(
        task_id=file.task_id,
        resolution=gold.resolution,
        place=table.place(rule),
        article=article.id,
        article_title=article.title,
        article_version=str(article.version),
        effective_on=str(article.effective_on),
        clause=_clause(file, rule, lines(article)),
        facts=tuple(_facts(file)),
        parameters=tuple(
            (parameter.name, str(parameter.wording(chosen)))
            for parameter, chosen in zip(table.parameters, file.latent.parameters, strict=True)
        ),
        evidence=gold.evidence,
        claims=tuple(
            CertifiedClaim(name=claim.name, source=claim.source, written=claim.written)
            for claim in file.claims
        ),
        fallbacks=gold.fallbacks,
        harmful=tuple(CertifiedHarm(code=item.code, harm=item.harm) for item in gold.harmful),
        overlays=file.overlays,
    )


def _clause(file: CaseFile, rule: int, stated: tuple[str, ...]) -> str:
    """The line of the article that decides, or the clause that every article shares."""
    rules = file.table.rules
    number = rule - sum(bool(item.clause) for item in rules)
    return stated[number] if 0 <= number < len(stated) else rules[rule].clause


def _facts(file: CaseFile) -> list[CertifiedFact]:
    return [
        CertifiedFact(
            name=fact.name,
            value=str(value),
            source=artifact_ref(fact.record),
            told=telling(file, fact) or (NOT_ON_FILE,),
        )
        for fact, value in zip(file.table.facts, file.latent.facts, strict=True)
    ]
