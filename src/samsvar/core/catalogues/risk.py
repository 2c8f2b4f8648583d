"""The methods that ship, and the catalogues an assessment uses, from the shipped files or from a caller's editions."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from samsvar.core.catalogues.editions import (
    FOLDER,
    CatalogueMissing,
    Edition,
    load_edition,
    load_source,
    source_ids,
)
from samsvar.core.rules.risk import EditionNotHeld, Method, RiskCatalogues, method_from_plain
from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.core.rules.screening import ScreeningMethod, screening_method_from_plain


@cache
def load_method(method: str = "default", version: int = 1, folder: Path = FOLDER) -> Method:
    """A shipped method. Raises CatalogueMissing where that version is not there, MethodError where it is no method."""
    path = folder / "methods" / f"{method}-{version}.json"
    try:
        return method_from_plain(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise CatalogueMissing(f"methods/{method}", str(version)) from error


@cache
def load_screening_method(version: int = 1, folder: Path = FOLDER) -> ScreeningMethod:
    """How names are likened in screening. Raises CatalogueMissing where that version is not there, ValueError."""
    path = folder / "methods" / f"screening-{version}.json"
    try:
        return screening_method_from_plain(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise CatalogueMissing("methods/screening", str(version)) from error


def risk_catalogues(
    editions: Mapping[str, str] | None = None, held: Iterable[Edition] | None = None, folder: Path = FOLDER
) -> RiskCatalogues:
    """The catalogues for an assessment.

    `editions` names an edition per source key (`freedom-house`, `ituc`, `dfo`, `supplement`, `minimum-wage`); the
    newest counts where none is named. `held` are editions from elsewhere, e.g. a database, in place of the shipped.
    Raises EditionNotHeld for a named edition that is not there.
    """
    if held is not None:
        return RiskCatalogues(held, editions)
    return _shipped(tuple(sorted((editions or {}).items())), folder)


def shipped_editions(folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """The editions shipped of each source that an assessment uses, oldest first."""
    there = source_ids(folder)
    return {source: load_source(source, folder).editions for source in SOURCES if source in there}


@cache
def _shipped(editions: tuple[tuple[str, str], ...], folder: Path) -> RiskCatalogues:
    wanted = dict(editions)
    there = source_ids(folder)
    held = []
    for source in (*SOURCES, *TABLES):
        if source in there:
            try:
                held.append(load_edition(source, wanted.get(source, ""), folder))
            except CatalogueMissing as error:
                raise EditionNotHeld(source, wanted[source], load_source(source, folder).editions) from error
    return RiskCatalogues(held, wanted)
