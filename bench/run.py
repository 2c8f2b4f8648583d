"""Measure what docs/speed.md tells of.

    ./run python bench/run.py                                    all that is promised, on both databases
    ./run python bench/run.py --database postgresql --only pages
    ./run python bench/run.py --quick                            small and once; nothing is kept

Prints a table; keeps the figures in bench/results.json and writes docs/speed.md from them. Nobody else should be at
work on the machine; it takes some twelve minutes.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.databases import Databases  # noqa: E402  the repository must be on the path first
from bench.measures import BENCHMARKS, BESIDE, Row, Run  # noqa: E402  needs the path too
from bench.report import keep, table, this_machine, write_speed  # noqa: E402  needs the path too

RESULTS = ROOT / "bench" / "results.json"
PAGE = ROOT / "docs" / "speed.md"
ENGINES = ("sqlite", "postgresql")


def main() -> int:
    """Returns 0 when every promise is kept, 1 when one is not."""
    arguments = _arguments()
    folder = Path(arguments.folder or tempfile.mkdtemp(prefix="samsvar-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    measured: list[Row] = []
    try:
        for engine in ENGINES if arguments.database == "both" else (arguments.database,):
            measured += _measure(engine, folder / engine, arguments)
    finally:
        if not arguments.folder:
            shutil.rmtree(folder, ignore_errors=True)
    if not arguments.quick:
        write_speed(RESULTS, PAGE, BENCHMARKS)
    return 1 if any(row.kept is False for row in measured) else 0


def _measure(engine: str, folder: Path, arguments: argparse.Namespace) -> list[Row]:
    """Everything asked for on one database; each benchmark's figures are kept as soon as they are there."""
    folder.mkdir(exist_ok=True)
    databases = Databases(engine, folder)
    run = Run(databases, folder, scale=arguments.scale, repeats=arguments.repeats, seconds=arguments.seconds)
    if arguments.quick:
        run.scale, run.repeats, run.seconds = min(arguments.scale, 0.01), 1, 1.0
    machine = this_machine(engine, arguments.machine)
    print(machine.line(), flush=True)
    measured: list[Row] = []
    try:
        for name in arguments.only or [name for name in BENCHMARKS if name not in BESIDE]:
            run.say(f"measuring: {name}")
            rows = list(BENCHMARKS[name](run))
            print("\n" + table(rows), flush=True)
            measured += rows
            if not arguments.quick:
                keep(RESULTS, engine, name, machine, rows)
    finally:
        databases.close()
    return measured


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["both", *ENGINES], default="both")
    parser.add_argument("--only", action="append", choices=list(BENCHMARKS), help="may be given several times")
    parser.add_argument("--quick", action="store_true", help="small and once; shows that it works, measures nothing")
    parser.add_argument("--scale", type=float, default=1.0, help="a part of national size")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each page is opened")
    parser.add_argument("--folder", help="where to make the data; kept afterwards and used again (SQLite)")
    parser.add_argument("--machine", default="", help="what to call the machine in the report")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
