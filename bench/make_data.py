"""Make data at national size in the database that the environment names.

    ./run python bench/make_data.py --var /tmp/samsvar-bench            made data in an SQLite file in that folder
    SAMSVAR_DATABASE_URL=postgresql://… ./run python bench/make_data.py
    ./run python bench/make_data.py --var FOLDER --scale 0.01 --one-enterprise

The database is created; one that holds units already is refused. The same seed makes the same data, but for the
random keys that stand in addresses.
"""

import argparse
import importlib
import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> int:
    """Returns 0 when made, 2 where the database is not empty."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--var", help="folder for the data (sets SAMSVAR_VAR)")
    parser.add_argument("--scale", type=float, default=1.0, help="a part of national size, for example 0.01")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one-enterprise", action="store_true", help="all suppliers and contracts in one enterprise")
    arguments = parser.parse_args()
    if arguments.var:
        os.environ["SAMSVAR_VAR"] = str(Path(arguments.var).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
    os.environ["SAMSVAR_PROCESS"] = "command"
    django.setup()
    national = importlib.import_module("bench.national")  # loads the models, so Django comes first
    return int(national.make(arguments.scale, arguments.seed, arguments.one_enterprise))


if __name__ == "__main__":
    sys.exit(main())
