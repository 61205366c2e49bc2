"""The world around a case: shop, customer, goods, ids and dates that agree with each other."""

from supportops.cases.scenery.facts import Facts
from supportops.cases.scenery.goods import Item
from supportops.cases.scenery.people import Person, Shop
from supportops.cases.scenery.scene import Scene, sheet

__all__ = ["Facts", "Item", "Person", "Scene", "Shop", "sheet"]
