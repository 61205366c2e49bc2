"""The exploit panel: agents that do no honest work, or the wrong work, beside those that do it.

Each is the strongest version of one idea, and most of them cheat: they look into the case file for
whatever their idea does not forbid. What they score shows what the benchmark pays for.
"""

from supportops.agents.panel.table import NAMES, PANEL, Contestant, Kind, contestants

__all__ = ["NAMES", "PANEL", "Contestant", "Kind", "contestants"]
