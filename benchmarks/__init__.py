"""Benchmarks: this server beside an official one and a bare echo, in one interleaved run.

`python -m benchmarks` measures and prints; `make bench` installs what it needs and writes the
table of docs/performance.md. Nothing here is part of the product.
"""
