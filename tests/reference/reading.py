"""What a draft says, as the reference takes it: claims found by somebody else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heard:
    """A draft, read. Texts are for the reply reader; what its claims are worth is for `grade`."""

    claims: tuple[tuple[str, str, str], ...] = ()
    """Slot, value, and force in small letters, of each claim."""
    denied: frozenset[str] = frozenset()
    """Codes that it takes back somewhere."""
    values: tuple[tuple[object, frozenset[str]], ...] = ()
    """Each amount, span, day or number that it names, with the evidence in which that stands."""

    def of(self, slot: str) -> list[str]:
        """The values of one slot."""
        return [value for where, value, _ in self.claims if where == slot]

    asks: tuple[str, ...] = ()
    """The codes to which the phrases of it alone commit it: what shows before the end."""
    flawed: bool = False
    """Whether its form or its conduct shows itself worthless, without a look at the records."""

    @property
    def commits(self) -> list[str]:
        """The codes that it asserts or, if it asserts none, those that it defers."""
        for wanted in ("asserted", "deferred"):
            found = [
                value
                for slot, value, force in self.claims
                if slot == "commitment" and force == wanted
            ]
            if found:
                return found
        return []
