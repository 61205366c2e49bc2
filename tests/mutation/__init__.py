"""Mutation testing: small changes to the rules, each of which some test has to notice.

`mutants` makes the changes, with the operators of cosmic-ray, in an environment of its own. `plan`
says which tests watch over which module, `forked` runs them on one change in a process of its own,
`ledger` remembers, and the module itself is a command: `make mutants`. No file is ever changed: a
mutated module is loaded from memory.
"""
