"""Runs every check this machine allows, and says what it left out and why.

./run test            linters, types, texts, then the tests on SQLite and those that touch SQL on PostgreSQL
./run test --all      also every combination of page, width, theme and language in the browser
./run test PATH ...   only these tests, on SQLite
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy", "src/samsvar"],
    "templates": ["djlint", "src", "--lint", "--quiet"],
    "texts": [sys.executable, "dev/texts.py", "--check"],
    "requirements": [sys.executable, "dev/requirements.py", "--check"],
}


def main(words: list[str]) -> int:
    os.chdir(HERE)
    everything = "--all" in words
    words = [word for word in words if word != "--all"]
    environment = dict(os.environ, SAMSVAR_VAR=str(HERE / "var" / "test"))
    data = HERE.parent / "shared" / "data"
    if data.is_dir():
        environment.setdefault("SAMSVAR_REAL_DATA", str(data))
    if everything:
        environment["SAMSVAR_TEST_ALL"] = "1"
    if words:
        return pytest(words, environment)
    results = {name: step(name, command, environment) for name, command in CHECKS.items()}
    results["tests on SQLite"] = step("tests on SQLite", [sys.executable, "-m", "pytest", "-ra"], environment)
    if postgresql_here():
        on_server = dict(environment, SAMSVAR_TEST_POSTGRESQL="1")
        results["tests on PostgreSQL"] = step(
            "tests on PostgreSQL", [sys.executable, "-m", "pytest", "-ra"], on_server
        )
    else:
        say("left out: tests on PostgreSQL, for no server program was found")
        results["tests on PostgreSQL"] = not os.environ.get("SAMSVAR_NO_SKIPS")
    bad = [name for name, fine in results.items() if not fine]
    say("all is well" if not bad else "not well: " + ", ".join(bad))
    return 1 if bad else 0


def step(name: str, command: list[str], environment: dict[str, str]) -> bool:
    say(f"── {name}")
    begun = time.monotonic()
    done = subprocess.run(command, env=environment).returncode == 0
    say(f"── {name}: {'well' if done else 'NOT well'}, {time.monotonic() - begun:.0f} s")
    return done


def pytest(words: list[str], environment: dict[str, str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *words], env=environment).returncode


def postgresql_here() -> bool:
    return bool(shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
