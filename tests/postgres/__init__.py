"""The embedded server, with the real one."""
