"""A small learner, to show that the benchmark can be learned and that it is learned by looking.

It starts with no idea of what decides a case. `sight` turns what it read into signs that are true
or not, `tree` finds the signs that tell the outcomes apart, `learner` acts and takes its rewards,
and `curve` measures it on cases that it was not trained on.
"""
