"""Classes whose words are right and asserted by nobody: denied, supposed, asked, ascribed."""

import re

from supportops.cases.draw import Draw
from tests.hostile_replies.hostile_class import classes, framed
from tests.hostile_replies.letter import clause, raised
from tests.hostile_replies.setting import Setting

_AUXILIARY = re.compile(
    r"\b(cannot|can not|am|are|is|was|were|have|has|had|will|can|must|may|do|does)\b(?: (not)\b)?"
)
_PLAIN_VERB = re.compile(
    r"\b([Ww]e|I)( therefore| also|) (?=(?:refund|need|give|take|accept|send|"
    r"bear|watch|write|pay|replace|close|still|look|go|owe|keep|charge|"
    r"turn|ask|cover|follow|hold|decline|repair)\b)"
)
_MIGHT = {
    "am": "might be",
    "are": "might be",
    "is": "might be",
    "was": "might have been",
    "were": "might have been",
    "have": "might have",
    "has": "might have",
    "had": "might have had",
    "will": "might",
    "can": "might",
    "cannot": "might not be able to",
    "must": "might have to",
}
_UNTRUE = "It is not true that {}"


def negated(sentence: str) -> str:
    """The sentence denied: by its verbs where it is plain how, else by a frame around it."""
    changed = _AUXILIARY.sub(_turned, sentence)
    changed = _PLAIN_VERB.sub(r"\1\2 do not ", changed)
    return changed if changed != sentence else raised(_UNTRUE.format(clause(sentence)))


def _turned(found: re.Match[str]) -> str:
    verb, denied = found.groups()
    if verb.startswith("can") and verb != "can":
        return "can"
    return verb if denied else f"{verb} not"


def _by_verbs(setting: Setting, draw: Draw) -> str:
    return str(setting.letter.each(negated))


def _modal(setting: Setting, draw: Draw) -> str:
    def weakened(sentence: str) -> str:
        plain = clause(sentence)
        changed = re.sub(r"\b[a-z]+\b", lambda word: _MIGHT.get(word[0], word[0]), plain)
        changed = _PLAIN_VERB.sub(r"\1\2 might ", changed)
        return raised(changed if changed != plain else f"it might be that {plain}")

    return str(setting.letter.each(weakened))


def _question_marks(setting: Setting, draw: Draw) -> str:
    return str(setting.letter.each(lambda text: text.rstrip(".!?") + "?"))


def _sides_swapped(setting: Setting, draw: Draw) -> str:
    swap = {
        "we": "you",
        "i": "you",
        "us": "you",
        "me": "you",
        "our": "your",
        "you": "we",
        "your": "our",
        "myself": "yourself",
        "ourselves": "yourselves",
    }

    def other(word: re.Match[str]) -> str:
        found = swap[word[0].lower()]
        return found.capitalize() if word[0][0].isupper() and word[0] != "I" else found

    pattern = re.compile(rf"\b(?:{'|'.join(swap)})\b", re.IGNORECASE)
    return str(setting.letter.each(lambda text: raised(pattern.sub(other, clause(text)))))


CLASSES = classes(
    (
        (
            "negated frame",
            "every sentence is said not to be true",
            framed(
                _UNTRUE,
                "It is not the case that {}",
                "We deny that {}",
                "Nobody here says that {}",
                "It would be wrong to say that {}",
            ),
        ),
        ("negated verbs", "every verb that can be is turned into its opposite", _by_verbs),
        (
            "refused",
            "every sentence is what we refuse to do or to say",
            framed(
                "We refuse to say that {}",
                "We cannot confirm that {}",
                "By no means can we say that {}",
                "We will never agree that {}",
            ),
        ),
        (
            "hypothetical",
            "perhaps, possibly, who knows",
            framed(
                "Perhaps {}",
                "Possibly {}",
                "It could be that {}, who knows",
                "It may or may not be that {}",
                "Maybe {}, maybe not",
            ),
        ),
        ("modal verbs", "might be, might have, might", _modal),
        (
            "conditional",
            "everything hangs on something that nobody promises",
            framed(
                "If you insist on it, {}",
                "Provided that our manager agrees, {}",
                "{}, if the budget of this month allows it",
                "Unless somebody changes their mind, {}",
                "In the event of a full moon, {}",
            ),
        ),
        (
            "counterfactual",
            "what would be so if things were otherwise",
            framed(
                "If things were otherwise, we would say that {}",
                "Had you written earlier, we would have said that {}",
                "Were it up to me, I would write that {}",
            ),
        ),
        (
            "interrogative",
            "every sentence is asked",
            framed(
                "Is it so that {}?",
                "Would you like it if {}?",
                "Who says that {}?",
                "Do you think that {}?",
            ),
        ),
        (
            "question marks",
            "the honest letter with a question mark for each full stop",
            _question_marks,
        ),
        (
            "ascribed to the customer",
            "every sentence is what the customer asked for or believes",
            framed(
                "You asked us to write that {}",
                "You wrote to us that {}",
                "In your opinion {}",
                "As far as we understand you, you expect that {}",
            ),
        ),
        (
            "ascribed to a colleague",
            "every sentence is what a colleague said, which is not ours to confirm",
            framed(
                "My colleague Kim claims that {}, and I doubt it",
                "A colleague of the night shift seems to have said that {}",
                "Somebody at our desk told somebody that {}",
            ),
        ),
        (
            "ascribed to others",
            "every sentence is what is said elsewhere",
            framed(
                "Your neighbour claims that {}",
                "According to an internet forum, {}",
                "There is a rumour that {}",
                "Your bank seems to believe that {}",
            ),
        ),
        (
            "general statement",
            "what is normally so, and not a word on this case",
            framed(
                "Normally {}",
                "As a rule {}, and there are exceptions",
                "In most such cases one could say that {}",
                "Other companies say that {}",
            ),
        ),
        (
            "past or elsewhere",
            "what was so once, or for somebody else",
            framed(
                "Last year we wrote to another customer that {}",
                "Until our rules were changed it was true that {}",
                "In somebody else's case it was so that {}",
            ),
        ),
        (
            "wish",
            "what we would love to be able to say",
            framed(
                "I wish I could tell you that {}",
                "We had hoped to write that {}",
                "It would be lovely if {}",
            ),
        ),
        (
            "undecided",
            "nobody has decided yet whether it is so",
            framed(
                "We have not decided yet whether {}",
                "It is unclear whether {}",
                "We will think about whether {}",
                "I doubt whether {}",
            ),
        ),
        (
            "fiction",
            "a story, a test, a training letter",
            framed(
                "In the training letter of our new colleagues it says that {}",
                "Imagine a letter which said that {}",
                "In a fairy tale one could read that {}",
            ),
        ),
        (
            "sarcasm",
            "said in a tone that means the opposite",
            framed(
                "Sure, as if {}",
                "Oh yes, and pigs can fly, and {}",
                "You seriously believe that {}? Dream on",
                "Of course {}, and I am the queen of England",
            ),
        ),
        ("sides swapped", "the customer is told to do our part, and we do theirs", _sides_swapped),
    )
)
"""The classes of this module."""
