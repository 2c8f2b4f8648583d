"""Loads the published facts that ship with Samsvar, one folder per source.

A folder holds `source.json` (what it is, by whom, under which licence, which editions) and one CSV per edition whose
first column, `code`, names the row. Nothing is read before it is asked for, and everything only once. A folder that is
not there is a source that is not held, never a failure.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "catalogue_data"
LANGUAGES = ("nb", "nn", "en")

Values = Mapping[str, str | int | None]


class CatalogueMissing(LookupError):
    """The source or the edition is not among those shipped."""

    def __init__(self, source: str, edition: str = "") -> None:
        super().__init__(f"catalogue {source} {edition}".rstrip() + " is not held")
        self.source = source
        self.edition = edition


class CatalogueBroken(ValueError):
    """A shipped or copied catalogue breaks its own form. `code` says how, `where` names file and line."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{where}: {code}")
        self.code = code
        self.where = where


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a source with its rows by code.

    `published_on` is ISO as far as it is known: a day, a month or a year. `read_on`: the day (ISO) up to which somebody
    has seen that no newer edition stands, empty where nobody says. `complete` False: the publisher rates more than what
    is held. Also what a caller makes of rows kept in a database.
    """

    source: str
    edition: str
    publisher: str
    rows: Mapping[str, Values] = field(repr=False)
    published_on: str = ""
    read_on: str = ""
    licence: str = ""
    url: str = ""
    complete: bool = True
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's catalogue: what it is called, its terms, and its editions from oldest to newest.

    `columns` tells what each column holds: `text`, `int`, `yes_no` or `list` (parts separated by `|`).
    """

    id: str
    title: Mapping[str, str]
    publisher: str
    licence: str
    url: str
    note: Mapping[str, str]
    columns: Mapping[str, str]
    editions: tuple[str, ...]

    @property
    def newest(self) -> str:
        """The edition last in order."""
        return self.editions[-1]


def source_ids(folder: Path = FOLDER) -> tuple[str, ...]:
    """The identifiers of the sources whose folders are there, sorted. A folder without rows is no source."""
    described = (path.parent for path in folder.glob("*/source.json") if any(path.parent.glob("*.csv")))
    return tuple(sorted(place.name.replace("_", "-") for place in described))


@cache
def load_source(source: str, folder: Path = FOLDER) -> Source:
    """What a source is, without its rows. Raises CatalogueMissing where its folder is not there."""
    plain = _description(source, folder)
    try:
        return Source(
            id=plain["id"],
            title=_texts(plain["title"]),
            publisher=plain["publisher"],
            licence=plain["licence"],
            url=plain["url"],
            note=_texts(plain.get("note") or {}),
            columns=plain["columns"],
            editions=tuple(each["edition"] for each in plain["editions"]),
        )
    except KeyError as error:
        raise CatalogueBroken(f"missing_{error.args[0]}", f"{source}/source.json") from error


@cache
def load_edition(source: str, edition: str = "", folder: Path = FOLDER) -> Edition:
    """An edition with its rows; the newest where none is named. Raises CatalogueMissing."""
    about = load_source(source, folder)
    wanted = edition or about.newest
    described = {each["edition"]: each for each in _description(source, folder)["editions"]}
    if wanted not in described:
        raise CatalogueMissing(source, wanted)
    plain = described[wanted]
    return Edition(
        source=about.id,
        edition=wanted,
        publisher=about.publisher,
        rows=_rows(folder / source.replace("-", "_") / plain["file"], about.columns),
        published_on=plain.get("published_on") or "",
        read_on=plain.get("read_on") or "",
        licence=about.licence,
        url=plain.get("url") or about.url,
        complete=plain.get("complete", True),
        note=_texts(plain.get("note") or {}),
    )


def load_newest(sources: Iterable[str], folder: Path = FOLDER) -> list[Edition]:
    """The newest edition of each source that is there; those that are not are left out."""
    held = set(source_ids(folder))
    return [load_edition(source, "", folder) for source in sources if source in held]


def missing_sources(sources: Iterable[str], folder: Path = FOLDER) -> tuple[str, ...]:
    """Those of the sources that are not there, so that a page can say so."""
    held = set(source_ids(folder))
    return tuple(source for source in sources if source not in held)


def title_in(titles: Mapping[str, str], language: str) -> str:
    """A text in the language, else in bokmål, else in whatever there is; empty for none."""
    return titles.get(language) or titles.get("nb") or next(iter(titles.values()), "")


@cache
def _description(source: str, folder: Path) -> Mapping[str, Any]:
    path = folder / source.replace("-", "_") / "source.json"
    try:
        plain: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CatalogueMissing(source) from error
    except ValueError as error:
        raise CatalogueBroken("not_json", str(path.name)) from error
    return plain


def _texts(plain: Mapping[str, str]) -> Mapping[str, str]:
    return {language: plain[language] for language in LANGUAGES if language in plain}


def _rows(path: Path, columns: Mapping[str, str]) -> Mapping[str, Values]:
    found: dict[str, Values] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader)
        if header[0] != "code" or set(header[1:]) - columns.keys():
            raise CatalogueBroken("unknown_column", f"{path.name}:1")
        numbers = {place for place, name in enumerate(header) if columns.get(name) == "int"}
        for cells in reader:
            where = f"{path.name}:{reader.line_num}"
            if len(cells) != len(header):
                raise CatalogueBroken("wrong_number_of_cells", where)
            if cells[0] in found:
                raise CatalogueBroken("code_twice", where)
            found[cells[0]] = {
                name: _cell(cell, place in numbers, where)
                for place, (name, cell) in enumerate(zip(header, cells, strict=True))
                if place
            }
    return found


def _cell(text: str, is_number: bool, where: str) -> str | int | None:
    if text == "":
        return None
    if not is_number:
        return text
    try:
        return int(text)
    except ValueError as error:
        raise CatalogueBroken("not_a_whole_number", where) from error
