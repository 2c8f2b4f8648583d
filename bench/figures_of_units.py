"""Measurements of many indicators, units and years: laid, added up, corrected and read, each timed.

    SAMSVAR_VAR=FOLDER ./run python bench/figures_of_units.py --lay FOLDER         units, indicators, files to read in
    SAMSVAR_VAR=FOLDER ./run python bench/figures_of_units.py --fill 1             ten years of one indicator, and times
    SAMSVAR_VAR=FOLDER ./run python bench/figures_of_units.py --fill 22            the whole: 29 million measurements

The database must be migrated (`samsvar init`), and empty where units are laid. `bench/run.py --only figures` does it
all. Prints JSON: `--lay` the files with their enterprise and rows; `--fill` rows a second handed in, the seconds of the
national roll-up of one indicator over all years, of a correction until every figure above is renewed, and the size.
"""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

UNITS, INDICATORS, YEARS, FILES = 12_000, 22, 10, 3


def main() -> int:
    """Prints one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lay", metavar="FOLDER", help="lay units and indicators, and write files to read in there")
    parser.add_argument("--fill", type=int, metavar="INDICATORS", help="hand in ten years of so many indicators")
    parser.add_argument("--steering", action="store_true", help="lay goals, targets, wheel, documents and plans beside")
    parser.add_argument("--scale", type=float, default=1.0, help="of the units")
    parser.add_argument("--years", type=int, default=YEARS)
    parser.add_argument("--persons", action="store_true", help="figures about persons, so that few are hidden")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
    os.environ["SAMSVAR_PROCESS"] = "command"
    django.setup()
    made = importlib.import_module("bench.made_figures")  # loads the models, so Django comes first
    if asked.lay:
        made.lay(max(20, round(UNITS * asked.scale)), INDICATORS, persons=asked.persons)
        print(json.dumps(made.write_files(Path(asked.lay), FILES)))
    if asked.fill:
        print(json.dumps(made.measure(asked.fill, asked.years), sort_keys=True, indent=2))
    if asked.steering:
        importlib.import_module("bench.made_steering").lay_steering()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
