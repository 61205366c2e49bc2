"""The playground: a page on which a person plays, watches and compares episodes.

Its files are built from `web/` and served from memory. It plays over `/ws` like any other client;
the routes here only tell what no observation says, and only to whom it may be told.
"""

from supportops.server.web.routes import web_routes

__all__ = ["web_routes"]
