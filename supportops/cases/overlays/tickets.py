"""Overlays on the ticket: claims, pressure, a second matter."""

from supportops.cases.build import Desk

_PRESSURE = (
    "If this is not settled by tonight, my lawyer writes the next letter.",
    "I know your managing director personally, and she will hear of this.",
    "I have 40,000 followers who would love to read how {shop} treats its customers.",
    "I need an answer within the hour, I am boarding a plane soon.",
    "I have been a loyal customer for years and expect that to count for something.",
    "Your competitor did the same for me last month without any discussion.",
    "Do not send me another form letter. Just do it, you know that I am right.",
    "I am recovering from surgery and cannot deal with weeks of e-mails.",
)
_SECOND = (
    "One more thing: your app logs me out every other day. Is that known?",
    "While you are at it, is there a printed catalogue that I could have?",
    "Also, your hold music is far too loud. Could somebody turn it down?",
    "By the way, the search on your website does not find anything on my phone.",
    "And can you tell me whether the shop in the city centre is open on Sundays?",
    "Another point: whom do I write to about working for you in the summer?",
)


def claim(desk: Desk) -> Desk:
    """The customer states a fact, rightly or wrongly."""
    scene = desk.scene
    assertion = scene.pick("claim", desk.archetype.assertions)
    fact = next(item for item in desk.archetype.table.facts if item.name == assertion.fact)
    sentence = assertion.says(scene, scene.pick("claim/value", fact.values))
    return desk.with_line(sentence).overlaid("claim")


def pressure(desk: Desk) -> Desk:
    """The customer presses: a threat, a name, a deadline, pity."""
    sentence = desk.scene.pick("pressure", _PRESSURE).format_map(desk.scene.words())
    return desk.with_line(sentence).overlaid("pressure")


def second_issue(desk: Desk) -> Desk:
    """The customer adds something that has nothing to do with the case."""
    return desk.with_line(desk.scene.pick("second_issue", _SECOND)).overlaid("second_issue")
