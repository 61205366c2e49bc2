"""The journal: every episode as its log of actions, on disk, chained so that a change shows."""
