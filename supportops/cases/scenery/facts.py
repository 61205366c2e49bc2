"""What a record knows: its own facts, and nothing of any other record."""

from collections.abc import Iterator, Mapping

from supportops.decision import Value


class Facts(Mapping[str, Value]):
    """Facts by name, as the record that states them gets to see them, and no others."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def number(self, name: str) -> int:
        """A fact that is an integer. Raises `TypeError` on another."""
        value = self._values[name]
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} is no integer: {value!r}")
        return value

    def word(self, name: str) -> str:
        """A fact that is text. Raises `TypeError` on another."""
        value = self._values[name]
        if not isinstance(value, str):
            raise TypeError(f"{name} is no text: {value!r}")
        return value

    def holds(self, name: str) -> bool:
        """A fact that is true or false. Raises `TypeError` on another."""
        value = self._values[name]
        if not isinstance(value, bool):
            raise TypeError(f"{name} is neither true nor false: {value!r}")
        return value
