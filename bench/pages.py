"""The pages that are measured, with the addresses they have in the made data, and how many queries each asks.

A process of its own, since Django is set up for the database under test:

    SAMSVAR_VAR=FOLDER ./run python bench/pages.py
"""

import argparse
import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

#: The day that the made data is about.
NOW = "2025-05-20T10:00:00+02:00"
MANY = 40


@dataclass(frozen=True)
class Page:
    """A kind of page with the addresses to take turns at."""

    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What one page costs inside: queries, the longest query text in bytes, milliseconds, status and bytes.

    `process` is the milliseconds of process time, which others on the machine hardly change; both are medians.
    """

    page: str
    status: int
    queries: int
    longest_sql: int
    milliseconds: float
    process: float
    size: int


def main() -> int:
    """Print the pages, a session for each signed-in user, and each page's queries as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=1)
    parser.add_argument("--steering", action="store_true", help="goals, figures, wheel, documents, plans: by viewer")
    parser.add_argument("--enterprise", action="store_true", help="only tell which enterprise has the most contracts")
    parser.add_argument("--slowest", type=int, default=0, metavar="N", help="also print the N slowest queries of each")
    arguments = parser.parse_args()
    os.environ.setdefault("SAMSVAR_NOW", NOW)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
    os.environ["SAMSVAR_PROCESS"] = "command"
    django.setup()
    inside = importlib.import_module("bench.inside")  # loads the models, so Django comes first
    if arguments.enterprise:
        print(json.dumps({"orgnr": inside.enterprise().orgnr}))
        return 0
    if arguments.steering:
        steering = importlib.import_module("bench.made_steering")
        groups = [(pages, [session]) for pages, session in steering.steering_pages()]
        print(json.dumps([_looked_at(inside, *group, arguments.slowest) for group in groups]))
        return 0
    print(json.dumps(_looked_at(inside, inside.pages(), inside.sessions(arguments.sessions), arguments.slowest)))
    return 0


def _looked_at(inside: Any, pages: list[Page], sessions: list[str], slowest: int) -> dict[str, Any]:
    asked = [inside.asked(page, sessions[0], slowest) for page in pages]
    return {"pages": [asdict(page) for page in pages], "sessions": sessions, "asked": [asdict(each) for each in asked]}


def medians_of(measure: Callable[[], Any], repeats: int = 5) -> tuple[float, float, Any]:
    """The medians of some repeats in milliseconds, by the clock and of the process, and the last answer."""
    times, process, answer = [], [], None
    for _ in range(repeats):
        began, before = time.perf_counter(), time.process_time()
        answer = measure()
        times.append((time.perf_counter() - began) * 1000)
        process.append((time.process_time() - before) * 1000)
    return statistics.median(times), statistics.median(process), answer


def spread(items: list[str], many: int = MANY) -> Iterator[str]:
    """Some of the items, from one end to the other."""
    step = max(1, len(items) // many)
    yield from items[::step][:many]


if __name__ == "__main__":
    sys.exit(main())
