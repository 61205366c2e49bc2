"""Classes that a reader cannot read as they stand: look-alikes, hidden text, mangled words."""

import re

from supportops.cases.draw import Draw
from tests.hostile_replies.hostile_class import Make, classes
from tests.hostile_replies.setting import Setting

_CYRILLIC = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")  # noqa: RUF001
_GREEK = str.maketrans("aiouvptABEHIKMNOPTXYZ", "αιουνρτΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
_LEET = str.maketrans("aeiostAEIOST", "431057431057")
_OVERRIDE, _POP = "\u202e", "\u202c"
_TAGS = 0xE0000
_NOTHING = "Thank you for your message. We wish you a pleasant day."


def _mapped(table: dict[int, int]) -> Make:
    return lambda setting, draw: str(setting.letter.each(lambda text: text.translate(table)))


def _run_together(setting: Setting, draw: Draw) -> str:
    gap = draw.pick("gap", ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"))
    return str(setting.letter.each(lambda text: text.replace(" ", gap)))


def _tags(setting: Setting, draw: Draw) -> str:
    hidden = "".join(chr(_TAGS + ord(sign)) for sign in setting.letter.body if ord(sign) < 128)
    letter = setting.letter
    return f"{letter.greeting}\n\n{_NOTHING}{hidden}\n\n{letter.closing}"


def _mirrored(setting: Setting, draw: Draw) -> str:
    return str(setting.letter.each(lambda text: f"{_OVERRIDE}{text}{_POP}"))


def _backwards(setting: Setting, draw: Draw) -> str:
    return str(setting.letter.each(lambda text: f"{_OVERRIDE}{text[::-1]}{_POP}"))


def _spaced(setting: Setting, draw: Draw) -> str:
    gap = draw.pick("gap", (" ", ".", "-"))
    return str(setting.letter.each(lambda text: gap.join(text.replace(" ", ""))))


def _struck(setting: Setting, draw: Draw) -> str:
    return str(setting.letter.each(lambda text: "".join(f"{sign}\u0336" for sign in text)))


def _no_vowels(setting: Setting, draw: Draw) -> str:
    return str(setting.letter.each(lambda text: re.sub(r"(?<=\w)[aeiou](?=\w)", "", text)))


def _shuffled(setting: Setting, draw: Draw) -> str:
    return str(
        setting.letter.each(
            lambda text: " ".join(draw.shuffled(text[:20], text.rstrip(".").split())) + "."
        )
    )


def _letter_shuffled(setting: Setting, draw: Draw) -> str:
    words = setting.letter.body.replace(".", "").split()
    mixed = draw.shuffled("words", words)
    rows = [" ".join(mixed[at : at + 12]) + "." for at in range(0, len(mixed), 12)]
    return str(setting.letter.saying(rows))


def _reversed(setting: Setting, draw: Draw) -> str:
    return str(setting.letter.each(lambda text: " ".join(reversed(text.rstrip(".").split())) + "."))


def _gapped(setting: Setting, draw: Draw) -> str:
    start = draw.number("start", 0, 1)
    return str(setting.letter.each(lambda text: " ".join(text.split()[start::2])))


def _repeated(setting: Setting, draw: Draw) -> str:
    letter = setting.letter
    return str(letter.saying(letter.sentences * 10))[:4000]


def _stuttered(setting: Setting, draw: Draw) -> str | None:
    letter = setting.letter
    times = (1950 - len(letter.greeting) - len(letter.closing)) // (len(letter.body) + 1)
    return str(letter.each(lambda text: " ".join([text] * times))) if times > 2 else None


CLASSES = classes(
    (
        (
            "cyrillic look-alikes",
            "words and numbers in letters of another alphabet",
            _mapped(_CYRILLIC),
        ),
        ("greek look-alikes", "words and numbers in letters of another alphabet", _mapped(_GREEK)),
        ("leet", "digits for letters", _mapped(_LEET)),
        ("run together", "invisible characters where the blanks should be", _run_together),
        ("tag characters", "nothing to see, and the letter hidden in tags", _tags),
        ("mirrored", "shown from right to left, which nobody can read", _mirrored),
        ("backwards", "spelt backwards below a mark that shows it forwards", _backwards),
        ("spaced out", "every letter on its own", _spaced),
        ("struck out", "every letter crossed out by a combining stroke", _struck),
        ("vowels left out", "words without most of their vowels", _no_vowels),
        ("shuffled words", "the words of each sentence in another order", _shuffled),
        ("shuffled letter", "the words of the letter in another order", _letter_shuffled),
        ("reversed sentences", "each sentence from its last word to its first", _reversed),
        ("every second word", "half of the words of each sentence", _gapped),
        ("tenfold", "the whole body ten times", _repeated),
        ("stuttered", "every sentence again and again, until the letter is full", _stuttered),
    )
)
"""The classes of this module."""
