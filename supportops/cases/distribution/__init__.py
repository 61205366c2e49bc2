"""Which cases are asked: shortcut ceilings of a set of cases, and sets that keep them low."""
