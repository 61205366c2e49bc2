"""The OpenEnv server: the only door to litestar and uvicorn.

`protocol` is the wire (frames, envelopes, error bodies) as pure functions; `sessions` keeps who
plays what; `http`, `ws`, `mcp` and `tasks` are the doors; `app` puts them together.
"""
