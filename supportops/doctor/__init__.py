"""The semantic checks that OpenEnv's validator names and leaves to others, asked over the wire.

`examine` has the table of checks, `subject` what is examined. The checks know the protocol and the
manifest; what they know of Support Ops in particular comes in through `known`, and of another
environment they ask what can be asked without it.
"""
