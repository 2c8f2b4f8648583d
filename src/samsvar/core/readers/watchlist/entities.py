"""OpenSanctions' `entities.ftm.json` and `targets.nested.json`: one entity of the FollowTheMoney model a line.

The model: https://followthemoney.tech/explorer/. An entity has `id`, `schema`, `properties` (name to a list of texts),
`target`, `datasets`, and when it was first and last seen. Line by line, so a file of many gigabytes takes no memory.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from samsvar.core.readers.json_text import parse_json
from samsvar.core.readers.results import CellProblem, FileProblem, Lookups, Progress, RowError
from samsvar.core.readers.watchlist.rows import (
    COMPANIES,
    ID_LENGTH,
    NAMES,
    Found,
    ListedRow,
    Passed,
    clean,
    countries_of,
    day_or_year,
    unlike,
)

LINE_BYTES = 8_000_000
_PROGRESS_EVERY = 2_000
_NAMES = ("name", "alias", "previousName", "abbreviation")
_COUNTRIES = ("country", "jurisdiction", "mainCountry")
_NUMBERS = (
    *("registrationNumber", "taxNumber", "vatCode", "leiCode", "innCode", "ogrnCode", "uscCode", "dunsCode"),
    *("idNumber", "imoNumber", "ticker", "swiftBic", "npiCode", "uniqueEntityId", "icijId"),
)


def entity_rows(
    file: BinaryIO, size: int, lookups: Lookups, passed: Passed, progress: Progress | None = None
) -> Iterator[Found]:
    """The companies that are targets, and what is wrong, line by line. Raises FileProblem `line_too_long`."""
    number = done = 0
    while line := file.readline(LINE_BYTES + 1):
        number, done = number + 1, done + len(line)
        if len(line) > LINE_BYTES:
            raise FileProblem("line_too_long", number, limit=LINE_BYTES)
        if progress and number % _PROGRESS_EVERY == 0:
            progress(done, size)
        if line.strip():
            found = _found(number, line, lookups, passed)
            if found is not None:
                yield found
    if progress:
        progress(size, size)


def _found(number: int, line: bytes, lookups: Lookups, passed: Passed) -> Found | None:
    try:
        plain = parse_json(line)
    except FileProblem as problem:
        return RowError(number, None, problem.code, problem.facts)
    if not isinstance(plain, dict) or not isinstance(plain.get("properties"), dict):
        return RowError(number, None, "not_entity")
    if not isinstance(plain.get("schema"), str):
        return RowError(number, None, "not_entity")
    if plain["schema"] not in COMPANIES or plain.get("target") is False:
        passed.others += 1
        return None
    where = "id"
    try:
        entity = clean(_text(plain.get("id")), ID_LENGTH)
        if not entity:
            return RowError(number, "id", "missing_value", {}, "id")
        where = "properties"
        return _row(number, entity, plain, plain["properties"], lookups, passed)
    except CellProblem as problem:
        code, facts = problem.found[0]
        return RowError(number, where, code, facts, where)


def _row(
    number: int, entity: str, plain: Mapping[str, Any], said: Mapping[str, Any], lookups: Lookups, passed: Passed
) -> Found:
    names = _values(said, *_NAMES)
    name = next(iter(_values(said, "name")), "") or clean(_text(plain.get("caption")))
    if not name:
        return RowError(number, "name", "missing_value", {}, "name")
    seen = [day_or_year(_text(plain.get(key))) for key in ("first_seen", "last_seen", "last_change")]
    return ListedRow(
        row=number,
        id=entity,
        name=name,
        aliases=unlike(names, name),
        weak=unlike(_values(said, "weakAlias"), name),
        countries=countries_of(_values(said, *_COUNTRIES), lookups, passed),
        numbers=unlike(_values(said, *_NUMBERS), ""),
        addresses=unlike(_values(said, "address", "full"), ""),
        programmes=unlike([*_programmes(said), *map(clean, map(_text, _list(plain.get("datasets"))))], ""),
        topics=unlike(_values(said, "topics"), ""),
        listed_on=seen[0],
        seen_on=max(seen),
    )


def _programmes(said: Mapping[str, Any]) -> list[str]:
    """Of the entity itself, and of the sanctions that stand inside it in the nested form."""
    inside = (each.get("properties") for each in _list(said.get("sanctions")) if isinstance(each, dict))
    nested = [one for each in inside if isinstance(each, dict) for one in _values(each, "programId", "program")]
    return [*_values(said, "programId", "program"), *nested]


def _values(said: Mapping[str, Any], *keys: str) -> list[str]:
    """Texts of the properties; what is an entity inside an entity is passed by."""
    return [clean(each) for key in keys for each in _list(said.get(key))[:NAMES] if isinstance(each, str)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
