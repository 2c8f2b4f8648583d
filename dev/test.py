"""Runs every check this machine allows, and says what it left out and why.

./run test            linters, types, texts, and the tests: those that touch SQL on PostgreSQL, the others on SQLite
./run test --all      all of them on SQLite, those that touch SQL on PostgreSQL too, with more random cases; and every
                      combination of page, width, theme and language in the browser
./run test PATH ...   only these tests, on SQLite; takes pytest's own words, e.g. ./run test tests/core -k country

Chromium and PostgreSQL are used where they are installed. SAMSVAR_REAL_DATA names a folder of real input files.
With SAMSVAR_NO_SKIPS=1 a test that ran nowhere is a failure, unless it is real data that it lacked.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
REAL_DATA = "SAMSVAR_REAL_DATA"
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy", "src/samsvar"],
    "templates": ["djlint", "src", "--lint", "--quiet"],
    "texts": [sys.executable, "dev/texts.py", "--check"],
    "requirements": [sys.executable, "dev/requirements.py", "--check"],
}
EVERY_PAGE = ["-m", "browser", "tests/stories/test_every_page.py"]
#: What is run, the longest first; a browser shows pages, not SQL, so it uses SQLite alone. Its run is three, so that no
#: core stands idle at the end. The last word of a name is its folder's, and of the pages which share of them is opened.
RUNS = {
    "on SQLite": ["-m", "not browser"],
    "on PostgreSQL": ["-m", "not browser"],
    "in Chromium, pages 1/2": EVERY_PAGE,
    "in Chromium, pages 2/2": EVERY_PAGE,
    "in Chromium, stories": ["-m", "browser", "--ignore=tests/stories/test_every_page.py"],
}
AT_ONCE = 2
SLOWEST = ["--durations=15", "--durations-min=3"]
Tally = dict[str, list[str] | dict[str, str]]


def main(words: list[str]) -> int:
    if words[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    words = [whole(word) for word in words]
    os.chdir(HERE)
    environment = dict(os.environ, SAMSVAR_VAR=str(HERE / "var" / "test"))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of the many processes compiles every module anew
    data = HERE.parent / "shared" / "data"
    if data.is_dir():
        environment.setdefault(REAL_DATA, str(data))
    if "--all" in words:
        words.remove("--all")
        environment["SAMSVAR_TEST_ALL"] = "1"
    if words:
        return subprocess.run([sys.executable, "-m", "pytest", *words], env=environment).returncode
    return everything(environment)


def whole(word: str) -> str:
    """A path as seen from anywhere: the person may stand in another folder."""
    path, _, test = word.partition("::")
    return f"{Path(path).resolve()}{'::' if test else ''}{test}" if Path(path).exists() else word


def everything(environment: dict[str, str]) -> int:
    begun = time.monotonic()
    bad: list[str] = []
    runs = dict(RUNS)
    if os.environ.get("SAMSVAR_TEST_DATABASES") == "sqlite":
        del runs["on PostgreSQL"]
        say("── tests on PostgreSQL: left out, as SAMSVAR_TEST_DATABASES asks")
    elif not postgresql_here():
        del runs["on PostgreSQL"]
        say("── tests on PostgreSQL: left out, for no server program was found")
        if os.environ.get("SAMSVAR_NO_SKIPS"):
            bad.append("tests on PostgreSQL")
    both = "on PostgreSQL" in runs and "SAMSVAR_TEST_ALL" not in environment
    parts = {"on SQLite": "sqlite", "on PostgreSQL": "postgresql"} if both else {"on PostgreSQL": "touches_sql"}
    tallies: dict[str, Tally] = {}
    with ThreadPoolExecutor(AT_ONCE) as side_by_side:
        checks = side_by_side.submit(checked, environment)
        begun_runs = {
            name: side_by_side.submit(tests, name, words, environment, parts.get(name, ""))
            for name, words in runs.items()
        }
        bad += checks.result()
        for name, run in begun_runs.items():
            fine, tallies[name] = run.result()
            if not fine:
                bad.append(f"tests {name}")
    nowhere = ran_nowhere(tallies.values())
    if os.environ.get("SAMSVAR_NO_SKIPS") and any(REAL_DATA not in reason for reason in nowhere):
        bad.append("tests that ran nowhere")
    say(closing(bad, tallies, nowhere, time.monotonic() - begun))
    return 1 if bad else 0


def checked(environment: dict[str, str]) -> list[str]:
    """The checks that are not well; the tests begin beside them, since a core would stand idle."""
    return [name for name, command in CHECKS.items() if not step(name, command, environment)]


def tests(name: str, words: list[str], environment: dict[str, str], part: str) -> tuple[bool, Tally]:
    """Whether they passed, and what became of each. Runs go side by side, so each has a folder of its own."""
    share = name.split()[-1].lower()
    folder = Path(environment["SAMSVAR_VAR"]) / share.replace("/", "-of-")
    folder.mkdir(parents=True, exist_ok=True)
    file, printed = folder / "tally.json", folder / "printed.txt"
    file.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-p", "dev.tally", "-ra", *SLOWEST, *words]
    command += [f"--deselect={line}" for line in unproven()]
    own = {"SAMSVAR_TALLY": str(file), "SAMSVAR_VAR": str(folder)}
    own["SAMSVAR_TEST_POSTGRESQL"] = "1" if "PostgreSQL" in name else "0"
    own["SAMSVAR_TEST_PART"] = part
    own["SAMSVAR_TEST_SHARE"] = share if "/" in share else "1/1"
    begun = time.monotonic()
    with printed.open("w", encoding="utf-8") as out:
        done = subprocess.run(command, env=environment | own, stdout=out, stderr=subprocess.STDOUT)
    fine = done.returncode == 0
    say(printed.read_text(encoding="utf-8"))
    say(f"── tests {name}: {'well' if fine else 'NOT well'}, {time.monotonic() - begun:.0f} s")
    return fine, json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def unproven() -> list[str]:
    """Tests that fail and wait to be mended, from tests/unproven.txt; said aloud, so that nobody forgets them."""
    lines = (HERE / "tests" / "unproven.txt").read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if line and not line.startswith("#")]
    if found:
        say(f"── left out, waiting to be mended (tests/unproven.txt): {len(found)}")
    return found


def ran_nowhere(tallies: Iterable[Tally]) -> Counter[str]:
    """Reason → how many tests were skipped in one run and passed in none."""
    known = list(tallies)
    ran = {test for tally in known for outcome in ("passed", "failed") for test in tally.get(outcome, ())}
    reasons = {test: reason for tally in known for test, reason in dict(tally.get("skipped", {})).items()}
    return Counter(reason for test, reason in reasons.items() if test not in ran)


def closing(bad: list[str], tallies: dict[str, Tally], nowhere: Counter[str], seconds: float) -> str:
    """What a person wants to know, in two lines or three."""
    counts = ", ".join(f"{len(tally.get('passed', ())):,} {name}" for name, tally in tallies.items())
    lines = [f"Tests passed: {counts}. It took {seconds / 60:.0f} min."]
    if nowhere:
        reasons = "; ".join(f"{count} – {reason}" for reason, count in nowhere.most_common())
        lines.append(f"Not run on this machine: {reasons}.")
    lines.append("Not well: " + ", ".join(bad) + "." if bad else "All is well.")
    return "\n".join(lines)


def step(name: str, command: list[str], environment: dict[str, str]) -> bool:
    say(f"── {name}")
    begun = time.monotonic()
    done = subprocess.run(command, env=environment).returncode == 0
    say(f"── {name}: {'well' if done else 'NOT well'}, {time.monotonic() - begun:.0f} s")
    return done


def postgresql_here() -> bool:
    return bool(shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
