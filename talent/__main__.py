"""`python3 -m talent …`: make sure of the environment, then run the command."""

import sys

from talent import bootstrap


def main() -> int:
    """Run a command from a checkout that may have nothing installed yet."""
    bootstrap.enter(bootstrap.RUN)
    from talent import cli  # noqa: PLC0415 (nothing of it can be imported before)

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
