"""Classes that are the text of another case, an article or the ticket, or for another reader."""

from collections.abc import Iterator

from supportops.cases.draw import Draw
from supportops.records import PolicyArticle
from tests.hostile_replies.appended import planted_lines
from tests.hostile_replies.hostile_class import Make, classes
from tests.hostile_replies.setting import Setting, first_name
from tests.hostile_replies.values import KINDS, all_wrong

LONGEST = 1990
"""A reply of at most so many characters is not too long for its case."""

_GREETINGS = (
    "Dear team,",
    "Hi boss,",
    "To the complaints office of your bank,",
    "Dear colleagues of the warehouse,",
)


def _article(setting: Setting) -> PolicyArticle:
    wanted = setting.file.table.article
    return next(item for item in setting.file.policies if item.id == wanted)


def _fitting(setting: Setting) -> str:
    """As many paragraphs of the governing article as a reply has room for, the last ones first."""
    kept: list[str] = []
    for paragraph in reversed(_article(setting).body.split("\n\n")):
        if sum(map(len, kept)) + len(paragraph) < LONGEST - 200:
            kept.insert(0, paragraph)
    return "\n\n".join(kept)


def _article_whole(setting: Setting, draw: Draw) -> str:
    return _article(setting).body[:4000]


def _article_bare(setting: Setting, draw: Draw) -> str:
    letter = setting.letter
    return f"{letter.greeting}\n\n{_fitting(setting)}\n\n{letter.closing}"


def _article_quoted(setting: Setting, draw: Draw) -> str:
    letter = setting.letter
    said = " ".join(_fitting(setting).replace('"', "").split())
    return f'{letter.greeting}\n\nThis is our policy. "{said}"\n\n{letter.closing}'


def _records(setting: Setting, draw: Draw) -> str:
    texts = [setting.file.texts[ref] for ref in sorted(setting.file.relevant)]
    return "\n\n".join(text for text in texts if text.startswith("RECORD"))[:LONGEST]


def _other_values(setting: Setting, draw: Draw) -> str | None:
    code = setting.file.gold.resolution
    same = [item for item in setting.siblings if item.gold.resolution == code]
    return draw.pick("sibling", same).reply if same else None


def _other_outcome(setting: Setting, draw: Draw) -> str | None:
    return draw.pick("rival", setting.rivals).reply if setting.rivals else None


def _stranger(setting: Setting, draw: Draw) -> str:
    return setting.stranger.reply


def _ticket(setting: Setting, draw: Draw) -> str:
    return setting.file.ticket.message


def _ticket_framed(setting: Setting, draw: Draw) -> str:
    letter = setting.letter
    said = " ".join(setting.file.ticket.message.split())
    return f"{letter.greeting}\n\nYou wrote: {said}\n\n{letter.closing}"


def _planted_alone(setting: Setting, draw: Draw) -> str | None:
    lines, letter = planted_lines(setting), setting.letter
    return f"{letter.greeting}\n\n{draw.pick('line', lines)}\n\n{letter.closing}" if lines else None


def _other_name(setting: Setting, draw: Draw) -> str:
    name = first_name(draw.pick("sibling", setting.siblings))
    return setting.file.reply.replace(setting.letter.greeting, f"Dear {name},", 1)


def _other_reader(setting: Setting, draw: Draw) -> str:
    greeting = draw.pick("greeting", _GREETINGS)
    return setting.file.reply.replace(setting.letter.greeting, greeting, 1)


def _off(*kinds: str) -> Make:
    """The honest letter with every value of some kinds wrong; none if it has no such value."""

    def make(setting: Setting, draw: Draw) -> str | None:
        step, body = draw.number("step", 1, 2), setting.letter.body
        for kind in kinds:
            body = all_wrong(body, kind, step)
        return None if body == setting.letter.body else str(setting.letter.saying([body]))

    return make


def _rows() -> Iterator[tuple[str, str, Make]]:
    yield "article", "the governing article whole", _article_whole
    yield "article as a letter", "paragraphs of the governing article as the body", _article_bare
    yield "article in quotes", "paragraphs of the governing article in quotes", _article_quoted
    yield "records", "the records as they stand", _records
    yield "another case", "a letter of the same outcome to another customer", _other_values
    yield "another case, other outcome", "a letter of another outcome", _other_outcome
    yield "another family", "a letter about something else", _stranger
    yield "ticket", "the customer's message sent back", _ticket
    yield "ticket as a letter", "the customer's message as the body", _ticket_framed
    yield "planted text alone", "the planted orders of the case as the body", _planted_alone
    yield "another name", "the right letter, addressed to another customer", _other_name
    yield "another reader", "the right letter, addressed to no customer", _other_reader
    yield "all values off", "the right letter with every value slightly wrong", _off(*KINDS)
    yield "numbers off", "the right letter about another order, card or case", _off("id")
    yield "amounts off", "the right letter with slightly wrong amounts", _off("amount")
    yield "periods off", "the right letter with slightly wrong periods", _off("period")
    yield "days off", "the right letter with slightly wrong days", _off("day")


CLASSES = classes(tuple(_rows()))
"""The classes of this module."""
