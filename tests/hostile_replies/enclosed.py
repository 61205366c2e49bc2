"""Classes that put the right words inside something: quotes, code, comments, headings, a note."""

import json

from supportops.cases.draw import Draw
from tests.hostile_replies.hostile_class import Make, classes
from tests.hostile_replies.setting import Setting


def _around(before: str, after: str, *leads: str) -> Make:
    """The whole body between two marks, below a line that says what stands there."""

    def make(setting: Setting, draw: Draw) -> str:
        letter = setting.letter
        lead = draw.pick("lead", leads)
        return f"{letter.greeting}\n\n{lead}\n\n{before}{letter.body}{after}\n\n{letter.closing}"

    return make


def _each(before: str, after: str, lead: str = "") -> Make:
    """Every sentence between two marks of its own."""

    def make(setting: Setting, draw: Draw) -> str:
        letter = setting.letter.each(lambda text: f"{before}{text}{after}")
        return str(letter.saying((lead, *letter.sentences)) if lead else letter)

    return make


def _block_quote(setting: Setting, draw: Draw) -> str:
    letter = setting.letter
    lead = draw.pick("lead", ("You wrote to us:", "On Monday somebody wrote:"))
    quoted = "\n".join(f"> {sentence}" for sentence in letter.sentences)
    return f"{letter.greeting}\n\n{lead}\n\n{quoted}\n\n{letter.closing}"


def _headings(setting: Setting, draw: Draw) -> str:
    marks = draw.pick("marks", ("#", "##", "###"))
    return "\n\n".join(f"{marks} {text.rstrip('.')}" for text in setting.letter.sentences)


def _signature(setting: Setting, draw: Draw) -> str:
    letter = setting.letter
    above = f"{letter.greeting}\n\nThank you for your message.\n\n{letter.closing}"
    return f"{above}\n\n-- \n{letter.body}"


def _record(setting: Setting, draw: Draw) -> str:
    facts = {claim.name: claim.written for claim in setting.file.claims}
    return json.dumps({"action": setting.file.gold.resolution, **facts}, indent=2)


def _note(setting: Setting, draw: Draw) -> str:
    letter = setting.letter
    return (
        f"Note for Kim, not for the customer: when they call again, read the following to them. "
        f"{letter.body} Do not send this as a letter. Robin"
    )


CLASSES = classes(
    (
        (
            "double quotation marks",
            "the body is a quotation of somebody",
            _around(
                '"',
                '"',
                "This is what I was told to write.",
                "Our handbook has this text.",
                "The customer before you was told this.",
            ),
        ),
        (
            "single quotation marks",
            "every sentence is a quotation in single marks",
            _each("'", "'", "These are sentences from the handbook of our desk."),
        ),
        (
            "typographic quotation marks",
            "the body is a quotation in curly marks or guillemets",
            lambda setting, draw: _around(
                *draw.pick("marks", ("\u201c\u201d", "\u2018\u2019", "\xab\xbb", "\u201e\u201c")),
                "The template of our desk says the following.",
            )(setting, draw),
        ),
        ("block quote", "the body is quoted by lines as the words of another", _block_quote),
        (
            "code fence",
            "the body is the output of a program",
            _around("```\n", "\n```", "Output of the template:", "$ render reply.txt"),
        ),
        (
            "comment",
            "nothing is left to read once the letter is shown",
            _around("<!-- ", " -->", "Thank you for your message."),
        ),
        ("strike-through", "every sentence is crossed out", _each("~~", "~~")),
        (
            "deleted",
            "the body is marked as deleted",
            _around("<del>", "</del>", "Thank you for your message.", "[text removed]"),
        ),
        (
            "placeholders",
            "a template that nobody filled in",
            _each("{{ insert here, if it fits: ", " }}"),
        ),
        ("headings", "headings, and no text below any of them", _headings),
        ("signature", "an empty letter with everything in its signature", _signature),
        ("record", "the record of a program instead of a letter", _record),
        ("note to a colleague", "a note that is expressly not for the customer", _note),
    )
)
"""The classes of this module."""
