"""Put a current SQLite in place of the system's before Django loads it.

SQLite 3.7.0–3.51.2 can corrupt a WAL file when two processes write; pysqlite3 carries a mended one. Where
no wheel exists the system's library is used, and `samsvar check` warns.
"""

import sys

try:
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:  # the warning is given by `samsvar check`
    pysqlite3 = None
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
