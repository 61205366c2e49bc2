"""Replies that must earn nothing, by generator, and what the grader makes of them.

`classes` is the table of hostile classes; `stuffing`, `contradictions` and `benign` ask the three
questions beside it: does junk ever pay, does a contradiction, does a change that means nothing
cost. `python -m tests.hostile_replies` prints the figures.
"""
