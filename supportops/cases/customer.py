"""How customers answer when they are asked for something: traits, and several wordings of each.

A trait is drawn by the scene, among those that send something or among those that send nothing. A
text tells the trait as the article describes it, and no fact of the case.
"""

from collections.abc import Mapping

from supportops.cases.scenery import Scene
from supportops.customer import CustomerAnswer
from supportops.records import Artifact

Wordings = tuple[str, ...]

SENDING: Mapping[str, tuple[Wordings, ...]] = {
    "cooperative": (
        (
            "Of course, I have just taken {thing}. You find it attached.",
            "No problem at all. I send you {thing} with this message. {first}",
            "Thank you for the quick reply. I have uploaded {thing}, I hope that it helps.",
        ),
    ),
    "forgetful": (
        (
            "Sure! I have attached {thing} to this message. Regards, {first}",
            "Here you are, {thing} is attached. Let me know if you need anything else.",
            "Done, {thing} comes with this e-mail.",
        ),
        (
            "Oh, sorry! I wrote the message and forgot the file. Here it is now.",
            "How embarrassing, I never pressed the button. Now it should be there. {first}",
            "You are right, nothing was attached. This time it is.",
        ),
    ),
    "impatient": (
        (
            "Seriously? I write to you in good faith and get homework. What a service.",
            "I cannot believe this. Every shop is the same, questions instead of help!",
            "So now I have to work for you as well? This is really annoying. {first}",
        ),
        (
            "Fine. Here is {thing}. Now please get on with it.",
            "There, {thing}, since you insist. I hope you are happy now.",
            "All right, all right. I took {thing}, it is attached. {name}",
        ),
    ),
}
"""Customers who send what they are asked for, with their last answer."""

REFUSING: Mapping[str, tuple[Wordings, ...]] = {
    "evasive": (
        (
            "I am on the road at the moment and cannot see to that now. Some other time perhaps.",
            "Let me see when I get round to it, this week is very full. {first}",
            "Not today, I am afraid. I will come back to you when things are calmer here.",
        ),
        (
            "As I said, I have no time for this now. I will be in touch at some point.",
            "I have not got round to it, and I cannot tell when I will. {first}",
            "Still busy. I write to you when it suits me.",
        ),
    ),
    "false_claim": (
        (
            "I have sent you {thing} before. Please look into your own files.",
            "Your colleagues have had {thing} from me for days, ask them. {name}",
            "You got {thing} with my first message already, so I will not send anything again.",
        ),
        (
            "Once more: you have it. I sent it before, and I will not search for it again.",
            "I sent it to your colleague, as I told you. Please sort this out among yourselves.",
            "It was in my first message. I have nothing to add to that. {first}",
        ),
    ),
}
"""Customers who send nothing, however often they are asked."""


def answers_of(scene: Scene, thing: str, sent: Artifact | None) -> tuple[CustomerAnswer, ...]:
    """The answers of one customer, the last of which brings what there is to send."""
    kind, traits = ("sending", SENDING) if sent else ("refusing", REFUSING)
    trait = scene.pick(f"customer/{kind}", tuple(traits))
    words = scene.words() | {"thing": thing}
    texts = [
        scene.pick(f"customer/{trait}/{number}", wordings).format_map(words)
        for number, wordings in enumerate(traits[trait])
    ]
    brings = [*(None for _ in texts[1:]), sent]
    return tuple(
        CustomerAnswer.model_construct(message=text, brings=came)
        for text, came in zip(texts, brings, strict=True)
    )
