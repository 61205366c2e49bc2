"""The server and the wheel, driven by the official packages in environments of their own."""
