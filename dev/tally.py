"""A plug-in for pytest that writes down what a run came to, for `dev/test.py`.

`SAMSVAR_TALLY` names the JSON file: `passed` and `failed` are lists of tests, `skipped` maps a test to the reason.
With `SAMSVAR_TEST_POSTGRESQL=1` only the tests that use the database are run: the rest does not know which one it is.
"""

import json
import os
from pathlib import Path

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}


class Tally:
    """What became of each test; a failure in any phase outweighs the rest."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.failed: list[str] = []
        self.skipped: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)
        elif report.skipped:
            self.skipped[report.nodeid] = reason(report)
        elif report.when == "call":
            self.passed.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)
        elif report.skipped:
            self.skipped[report.nodeid] = reason(report)

    def pytest_sessionfinish(self) -> None:
        target = os.environ.get("SAMSVAR_TALLY")
        if target:
            found = {"passed": self.passed, "failed": self.failed, "skipped": self.skipped}
            Path(target).write_text(json.dumps(found), encoding="utf-8")


def reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why it was skipped, without the place."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Tally())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("SAMSVAR_TEST_POSTGRESQL") != "1":
        return
    left_out = [item for item in items if not uses_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if uses_database(item)]


def uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(marked or fixtures & DATABASE_FIXTURES)
