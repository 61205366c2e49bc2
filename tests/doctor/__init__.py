"""The doctor's checks: each passes on a sound server, and fails on one that is broken for it."""
