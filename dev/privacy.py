"""Writes docs/security/privacy.md: what each table holds about persons, from what the apps say of their own tables.

./run python dev/privacy.py [--check]
"""

import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import django
from django.db import models
from django.utils import translation

from samsvar.core.rules.privacy import Fate, Holding

HERE = Path(__file__).resolve().parent.parent
PLACE = HERE / "docs" / "security" / "privacy.md"
HEAD = """# What is held about persons

Written by `./run python dev/privacy.py` from the `privacy.py` of each app; don't edit it here. A table that no app
tells of fails the build, and so does a column that points to an account or holds an e-mail address unsaid.

The grounds are those of the General Data Protection Regulation, Article 6(1): *legal duty* is (c), *public task* and
*safe running* are (e). No birth numbers and no patient data are collected anywhere.

`samsvar person export EMAIL` shows what is held about one person, with others masked. `samsvar person forget EMAIL`
empties what may go, here and in the trail, and names what stays and why. Backups that were made before hold it until
they are deleted.

## Tables with something about persons

| table | what it is for | ground | how long | about a person | when somebody is forgotten |
|---|---|---|---|---|---|
"""


def text() -> str:
    """The whole page."""
    found = importlib.import_module("samsvar.platform.administration.persons.holdings").holdings()
    with translation.override("en"):
        return HEAD + tables(found)


def tables(found: Mapping[type[models.Model], Holding]) -> str:
    """The two lists: tables with something about persons, and those without."""
    lines, others = [], []
    for model, held in found.items():
        table = f"`{model._meta.label}`"
        if not held.of_persons:
            others.append(f"- {table}: {held.purpose}")
            continue
        about = ", ".join([*held.about, *held.through, *held.address, *held.names]) or "in its content"
        gone = f"emptied: {', '.join(held.blanked)}" if held.fate == Fate.BLANKED else f"kept. {held.why_kept}"
        ground = held.ground.value.replace("_", " ")
        lines.append(f"| {table} | {held.purpose} | {ground} | {held.kept} | {about} | {gone} |")
    rest = "\n\n## Tables without\n\n" + "\n".join(others) + "\n"
    return "\n".join(lines) + rest


def main(words: list[str]) -> int:
    """Write the page, or with --check tell whether it is as it should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsvar.config.settings")
    os.environ["SAMSVAR_PROCESS"] = "command"
    django.setup()
    new = text()
    if "--check" in words:
        return 0 if PLACE.read_text(encoding="utf-8") == new else 1
    PLACE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
