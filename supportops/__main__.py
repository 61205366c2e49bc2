"""`python -m supportops` is the command `supportops`."""

from supportops.cli import main

raise SystemExit(main())
