"""The OpenEnv server and its client, over real sockets of the loopback interface."""
