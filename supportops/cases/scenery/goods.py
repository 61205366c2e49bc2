"""What the shops sell, by category: name, the noun customers use, variants, a range of prices."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Item(NamedTuple):
    """An article of a shop."""

    name: str
    noun: str
    """The word a customer would use."""
    sku: str
    low: int
    high: int
    """Range of its price, in whole units of the currency."""


_KINDS: Mapping[str, str] = {
    "tableware": """
        Stoneware mug|mug|glacier blue, moss green, oat|14|26
        Porcelain teapot|teapot|white, speckled grey|32|68
        Serving bowl|bowl|terracotta, sand|24|54
        Glass carafe|carafe|clear, smoked|22|48
        Salad plates, set of 4|plates|ivory, slate|28|62
        Stoneware vase|vase|ochre, chalk|26|74
        Butter dish|butter dish|cobalt, cream|18|36
        Wine glasses, set of 6|glasses|classic, tulip|30|84
        Cast iron casserole|casserole|berry, graphite|78|189
        Espresso cups, set of 4|cups|black, blush|24|46
    """,
    "home": """
        Linen curtains, set of 2|curtains|sand, pine|59|119
        Desk lamp|lamp|brass, matt black|49|129
        Wool throw|throw|heather, rust|45|99
        Floor cushion|cushion|indigo, clay|35|79
        Wall mirror|mirror|round oak, arched steel|69|159
        Bedside table|bedside table|walnut, birch|89|199
        Cotton rug, 140 x 200|rug|striped, plain|79|189
        Bath towels, set of 4|towels|sage, white|39|74
        Table clock|clock|beech, aluminium|29|69
        Duvet cover|duvet cover|stonewashed blue, ecru|49|109
    """,
    "electronics": """
        Wireless headphones|headphones|black, silver|89|249
        Bluetooth speaker|speaker|graphite, coral|59|179
        E-book reader|reader|32 GB, 16 GB|119|229
        Robot vacuum|vacuum|R2, R3 Plus|199|449
        Espresso machine, two boilers|espresso machine|black, steel|549|1249
        Digital camera|camera|body only, with 35 mm lens|429|949
        Electric toothbrush|toothbrush|white, anthracite|49|139
        Tablet, 11 inch|tablet|grey 128 GB, blue 256 GB|299|629
        Cordless drill|drill|18 V, 12 V|79|199
        Soundbar|soundbar|2.1, 3.1|149|379
    """,
    "clothing": """
        Rain jacket|jacket|navy, olive|79|189
        Merino jumper|jumper|charcoal, burgundy|69|139
        Linen shirt|shirt|white, sky blue|49|95
        Walking boots|boots|brown, grey|99|219
        Wool coat|coat|camel, black|149|329
        Leather belt|belt|cognac, black|35|75
        Running shoes|shoes|blue, red|79|169
        Canvas rucksack|rucksack|sand, forest|59|129
        Cotton dress|dress|print, plain green|55|119
        Winter gloves|gloves|lined grey, lined black|29|69
    """,
    "children": """
        Wooden train set|train set|48 pieces, 72 pieces|39|89
        Balance bike|balance bike|red, mint|79|149
        Night light|night light|fox, moon|22|45
        Building blocks|blocks|100 pieces, 200 pieces|29|69
        Baby monitor|baby monitor|audio, video|59|189
        High chair|high chair|natural, white|99|229
        Push scooter|scooter|blue, yellow|49|109
        Play tent|tent|stars, stripes|35|79
    """,
    "appliances": """
        Electric kettle|kettle|1.7 l steel, 1.2 l black|39|89
        Hand blender|blender|700 W, 1000 W|35|99
        Toaster|toaster|two slots, four slots|39|119
        Fan heater|fan heater|white, anthracite|45|109
        Rice cooker|rice cooker|1.8 l, 1.0 l|49|129
        Air fryer|air fryer|4 l, 6 l|79|189
        Steam iron|steam iron|2400 W, 2800 W|45|119
        Electric blanket|blanket|single, double|39|89
        Waffle maker|waffle maker|round, square|35|79
        Dehumidifier|dehumidifier|10 l, 16 l|119|259
    """,
}


def _items(lines: str) -> Iterator[Item]:
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, noun, variants, low, high = line.split("|")
        for variant in variants.split(", "):
            stem = "-".join(word[:3] for word in f"{name} {variant}".replace(",", "").split())
            yield Item(f"{name}, {variant}", noun, stem.upper(), int(low), int(high))


GOODS: Mapping[str, tuple[Item, ...]] = {
    category: tuple(_items(lines)) for category, lines in _KINDS.items()
}
"""Articles by category."""
