"""Serve the pages.

Example: samsvar serve --port 8000
"""

import argparse
import os
import subprocess
import sys

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from samsvar.front.cli.console import Console
from samsvar.platform.access.demo import is_demo_database
from samsvar.platform.ui.clock import SHIFT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many workers."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument(
        "--workers",
        type=int,
        default=int(os.environ.get("SAMSVAR_WORKERS", "2")),
        help="how many processes answer (default 2, or SAMSVAR_WORKERS)",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Hand over to the web server; does not return before it stops."""
    console.document({"address": f"http://{arguments.host}:{arguments.port}/"})
    if SHIFT not in os.environ and _holds_the_demo():
        console.warn(
            _(
                "This is the demo’s database. Its story stands in May 2025, and served like this everything in it is "
                "long overdue. Stop with Ctrl+C and use: samsvar demo"
            )
        )
    console.say(_("Samsvar is on http://%(host)s:%(port)d/ . Stop it with Ctrl+C.") % vars(arguments))
    serve(arguments.host, arguments.port, arguments.workers)
    return 0


def _holds_the_demo() -> bool:
    try:
        return is_demo_database()
    except DatabaseError:  # no table of ours yet: what to do is told where the database is used
        return False


def serve(host: str, port: int, workers: int) -> None:
    """Replace this process by the web server, with a worker for long work beside it that stops when it does."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # else every start warns that it is not there
    connections.close_all()
    sys.stdout.flush()
    worker = [sys.executable, "-m", "samsvar.front.cli.main", "worker", "--with-parent"]
    subprocess.Popen(worker, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "2", "--log-level", "warning"]
    command += ["--respawn-failed-workers"]  # one that is killed must not take the others with it
    command += ["samsvar.config.wsgi:application"]
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # glibc keeps a heap for each thread else, each with its own holes
    os.execv(sys.executable, command)
