"""`python -m supportops.server` is the command `server`."""

import gc


def serve() -> None:
    """Load the server without a look for garbage: what a start makes, it keeps."""
    gc.disable()
    from supportops.server.process import main  # noqa: PLC0415 - loading it is most of a start

    main()


serve()
