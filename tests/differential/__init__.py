"""The environment and its reference, step by step, on the same actions.

`cases` picks tasks and makes plain data of them, `plays` makes lists of actions, `views` says what
is compared, `run` compares, and the module itself is a command: `make differential`.
"""
