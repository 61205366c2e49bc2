"""The entry that OpenEnv tools look for: `server.app:app`, and `main`."""

from supportops.server.app import create_app
from supportops.server.process import main as serve
from supportops.server.settings import configured

app = create_app(configured())


def main() -> None:
    """Serve until interrupted: `python -m server.app [--host HOST] [--port PORT]`."""
    serve()


if __name__ == "__main__":
    main()
