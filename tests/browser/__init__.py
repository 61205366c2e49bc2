"""The playground in a real browser: `make browser` installs what these tests need."""
