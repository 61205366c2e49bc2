"""Proofs about the workflow: what must hold, and where all of it was checked.

Nothing here is needed to play a case. Commands run it, and the tests do.
"""

from supportops.proofs.invariants import OF_A_STEP, OF_A_VISIT, broken_by_step, broken_by_visit

__all__ = ["OF_A_STEP", "OF_A_VISIT", "broken_by_step", "broken_by_visit"]
