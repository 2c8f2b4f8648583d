"""Several processes that write to one chain at once leave one chain, without a gap or a branch."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

SCRIPT = """
import django
django.setup()
from datetime import UTC, datetime
from django.db import transaction
from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.kinds import register_kind
from samsvar.platform.audit.services import record
register_kind("written", "Written")
for _ in range(20):
    with transaction.atomic():
        record("written", by=Actor("", "samsvar", "cli"), at=datetime.now(UTC), enterprise="demodata00000000")
"""
VERIFY = """
import sys
from samsvar.front.cli.main import main
sys.exit(main(["audit", "verify", "--language", "en"]))
"""
WRITERS, EACH = 3, 20


@pytest.mark.django_db(transaction=True)
def test_writers_in_several_processes_leave_one_chain(tmp_path: Path) -> None:
    environment = os.environ | {
        "SAMSVAR_DATABASE_URL": own_database(tmp_path),
        "SAMSVAR_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "samsvar.config.settings",
        "PYTHONPATH": str(Path(settings.PACKAGE).parent),
    }
    writers = [
        subprocess.Popen([sys.executable, "-c", SCRIPT], env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(WRITERS)
    ]
    for writer in writers:
        assert writer.wait(120) == 0, writer.stderr.read() if writer.stderr else ""
    told = subprocess.run([sys.executable, "-c", VERIFY], env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert f"{WRITERS * EACH} events were read." in told.stdout


def own_database(folder: Path) -> str:
    """The address of a database that other processes can open: a copy in a file, or the server's test database."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(folder / "writers.sqlite3")
        connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{folder / 'writers.sqlite3'}"
    known = connection.settings_dict
    port = known["PORT"] or known["OPTIONS"].get("port", "5432")
    return f"postgresql://{known['USER']}:{known['PASSWORD']}@/{known['NAME']}?host={known['HOST']}&port={port}"
