"""Scores every contract of the installation anew, as `samsvar daily` does, and tells the seconds of each repeat.

SAMSVAR_VAR=FOLDER ./run python bench/rescore.py --repeats 5
"""

import argparse
import importlib
import json
import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

DAY = date(2025, 5, 20)
AT = datetime(2025, 5, 20, 8, 0, tzinfo=UTC)


def main() -> int:
    """Prints JSON: the number of contracts, and the seconds of each repeat by the clock and of the process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
    os.environ["SAMSVAR_PROCESS"] = "command"
    django.setup()
    assessing = importlib.import_module("samsvar.subjects.due_diligence.services.assessing_all")
    actor = importlib.import_module("samsvar.platform.audit.actor")
    importlib.import_module("samsvar.front.cli.setup").spare_collector()  # as every command does
    by = actor.Actor(person_key="", name="samsvar", via="cli")
    seconds, process, contracts = [], [], 0
    for _ in range(arguments.repeats):
        began, before = time.perf_counter(), _processor()
        runs = assessing.assess_all(by=by, at=AT, on=DAY, processes=assessing.processors())
        seconds.append(time.perf_counter() - began)
        process.append(_processor() - before)
        contracts = sum(run.contracts for run in runs)
    print(json.dumps({"contracts": contracts, "seconds": seconds, "process": process}))
    return 0


def _processor() -> float:
    """Seconds of processor this process and its ended children have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    sys.exit(main())
