"""Where OpenEnv tools look for the application; the server itself is `supportops.server`."""
