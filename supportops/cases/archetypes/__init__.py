"""The families of cases, one file each. A family that is listed here is part of the benchmark."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from supportops.cases.archetype import Archetype

FAMILIES: Mapping[str, str] = {
    "damaged_item": "damaged_items",
    "duplicate_charge": "duplicate_charge",
    "account_takeover": "account_takeover",
    "item_not_received": "missing_parcels",
    "wrong_item": "wrong_items",
    "warranty_claim": "warranty",
    "address_change": "address_changes",
    "subscription_cancellation": "subscriptions",
    "privacy_erasure": "data_erasure",
    "third_party_disclosure": "third_party_requests",
    "gift_card_scam": "gift_card_fraud",
    "chargeback": "chargebacks",
    "price_adjustment": "price_adjustments",
    "return_request": "returns",
    "late_delivery": "late_deliveries",
    "promo_dispute": "promotions",
    "refund_status": "refund_tracking",
    "product_safety": "product_safety",
}
"""Every family, which is the name of its file here, and the article that governs it."""

GOVERNED: Mapping[str, str] = {article: family for family, article in FAMILIES.items()}
"""The family of each governing article."""


@cache
def archetype(family: str) -> Archetype:
    """A family by its name, loaded when first asked for. Raises `KeyError` if there is none."""
    if family not in FAMILIES:
        raise KeyError(family)
    found: Archetype = import_module(f"supportops.cases.archetypes.{family}").ARCHETYPE
    return found
