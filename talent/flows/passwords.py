"""First passwords, drawn by chance and shown once."""

import secrets

from talent.core import accounts

BYTES = 9


def draw(login: str) -> str:
    """Draw a password for a login; one that the rules refuse (the login in it) is drawn again."""
    while True:
        drawn = secrets.token_urlsafe(BYTES)
        if not accounts.password_faults(drawn, login):
            return drawn
