"""The whole installation made up: an empty database, its catalogues, all records, and every contract assessed."""

import sys
import time

from bench.counting import count_anew
from bench.laying import AT, BY, Laying
from bench.made import DAY, Size
from samsvar.front.cli.init import prepare_database
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.subjects.due_diligence.services.assessing_all import assess_all


def make(scale: float, seed: int, one_enterprise: bool = False) -> int:
    """Makes it in the database Django is set up for. Returns 2, and makes nothing, where there are units already."""
    began = time.perf_counter()
    prepare_database()
    if OrgUnit.objects.exists():
        print("The database holds units already: give an empty one.", file=sys.stderr)
        return 2
    load_shipped_editions(at=AT)
    _say(began, "an empty database with the catalogues")
    for done in Laying(Size().scaled(scale), seed, one_enterprise).lay():
        _say(began, done)
    runs = assess_all(by=BY, at=AT, on=DAY)
    _say(began, f"{sum(run.contracts for run in runs)} contracts assessed in {len(runs)} enterprises")
    count_anew()
    return 0


def _say(began: float, what: str) -> None:
    print(f"{time.perf_counter() - began:6.1f} s  {what}", flush=True)
