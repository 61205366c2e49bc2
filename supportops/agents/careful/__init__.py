"""The careful reader: an honest agent without a model, for the generated cases.

`sheets` takes records apart, `desk` keeps what was read; the layouts (`deliveries`, `parcels`,
`payments`, `terms`, `accounts`) tell where the records of a family state what; `policy` finds the
article in force and its parameters, `letter` writes, and `work` does one after the other.
"""

from supportops.agents.careful.work import read_carefully, read_everything

__all__ = ["read_carefully", "read_everything"]
