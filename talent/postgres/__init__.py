"""The embedded PostgreSQL server, and what any server must be.

supervisor   start, share and stop it          selfcheck   refuse one that would be wrong
folder       the data folder and its owner     programs    initdb, the command line, the settings
process      finding and ending its processes
"""

from talent.postgres.programs import installed
from talent.postgres.selfcheck import check
from talent.postgres.supervisor import Running, Server, leaving_on_signals, start

__all__ = ["Running", "Server", "check", "installed", "leaving_on_signals", "start"]
