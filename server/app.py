"""The entry that OpenEnv tools look for: `server.app:app`, and `main`."""

from supportops.server.app import create_app, main

app = create_app()

__all__ = ["app", "main"]

if __name__ == "__main__":
    main()
