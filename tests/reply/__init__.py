"""Tests of the parts of the reply grader: small, quick, and each at a bound or beside one."""
