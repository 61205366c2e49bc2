"""`python -m supportops.server` is the command `server`."""

from supportops.server.process import main

main()
