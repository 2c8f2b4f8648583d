"""Builds the wheel and tries it: everything inside, then `samsvar` from a clean environment in an empty folder.

./run python dev/wheel.py [--out DIR]    needs the network, as a first ./run does
"""

import argparse
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SOURCE = HERE / "src"
TRIALS = [
    ["--help"],
    ["init"],
    ["import", "org-units", str(HERE / "tests/formats/units.csv")],
    ["import", "org-units", str(HERE / "tests/formats/units.csv"), "--json"],
    ["audit", "verify"],
]
STATIC = """
import django
django.setup()
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils.translation import override, gettext
assert finders.find("vendor/designsystemet.css") and finders.find("vendor/inter-latin.woff2")
get_template("ui/help.html")
with override("nb"):
    assert gettext("Help") == "Hjelp"
"""


def wanted() -> set[str]:
    """What the package needs: all files under version control, each text compiled, and what ./run fetched or drew."""
    listed = subprocess.run(["git", "ls-files", "src/samsvar"], cwd=HERE, capture_output=True, text=True, check=True)
    tracked = [HERE / name for name in listed.stdout.splitlines()]
    compiled = [path.with_suffix(".mo") for path in tracked if path.suffix == ".po"]
    fetched = [SOURCE / "samsvar/platform/ui/static/vendor", SOURCE / "samsvar/core/documents/fonts"]
    outside = [path for folder in fetched for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]
    drawn = SOURCE / "samsvar/catalogue_data/world_map/geometry.json"
    assert outside, "no styles and typefaces here; ./run fetches them"
    return {str(path.relative_to(SOURCE)) for path in [*tracked, *compiled, *outside, drawn] if path.name[0] != "."}


def build(out: Path) -> Path:
    """Returns the wheel. Raises CalledProcessError where it cannot be built."""
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(out), str(HERE)], check=True)
    return max(out.glob("samsvar-*.whl"), key=lambda path: path.stat().st_mtime)


def lacking(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as package:
        return sorted(wanted() - set(package.namelist()))


def trial(wheel: Path, folder: Path) -> None:
    """The command from a clean environment, in a folder of its own. Raises CalledProcessError where a step fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SAMSVAR", "PYTHON"))}
    environment["DJANGO_SETTINGS_MODULE"] = "samsvar.config.settings"
    place = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    pip = [str(place / "bin/python"), "-m", "pip", "install", "-qq"]
    subprocess.run([*pip, "--require-hashes", "-r", str(HERE / "requirements.lock")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    for words in TRIALS:
        print("samsvar", *words, flush=True)
        subprocess.run([str(place / "bin/samsvar"), *words], cwd=folder, env=environment, check=True)
    subprocess.run([str(place / "bin/python"), "-c", STATIC], cwd=folder, env=environment, check=True)
    assert (folder / "var/samsvar.sqlite3").exists(), "the database is not in var/ of the working directory"


def main() -> int:
    words = argparse.ArgumentParser(description="Builds the wheel and tries it in a clean environment.")
    words.add_argument("--out", type=Path, default=HERE / "dist")
    chosen = words.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    wheel = build(chosen.out)
    missing = lacking(wheel)
    if missing:
        print(f"{wheel.name} lacks:", *missing, sep="\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="samsvar-wheel-") as folder:
        trial(wheel, Path(folder))
    print(f"{wheel} holds all it needs, and works.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
