"""Bridges to other packages, one module for each; nothing here is imported by the core."""
