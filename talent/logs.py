"""Logs: to standard error, without bodies, cookies or personal data."""

import logging
import sys

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start(level: str) -> None:
    """Send what the service says to standard error."""
    logging.basicConfig(level=level, format=FORMAT, stream=sys.stderr, force=True)
