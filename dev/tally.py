"""A plug-in for pytest that writes down what a run came to, for `dev/test.py`.

`SAMSVAR_TALLY` names the JSON file: `passed` and `failed` are lists of tests, `skipped` maps a test to the reason.
Of the tests it runs the part that `SAMSVAR_TEST_PART` names (`dev/databases.py`).
"""

import json
import os
from pathlib import Path

import pytest
from dev.databases import runs_here


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
    config.hook.pytest_deselected(items=[item for item in items if not runs_here(item)])
    items[:] = [item for item in items if runs_here(item)]
