"""The Autobahn test suite against the WebSocket protocols: `make autobahn`."""
