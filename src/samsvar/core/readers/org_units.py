"""Organisational units from a spreadsheet: a tree over time. Columns: `docs/json/import-columns.md`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import FileProblem, Lookups, Progress, ReadResult, Source, shown
from samsvar.core.readers.table import Finding, Format, TableRows, Values, read_rows
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import parse_label, parse_organisation_number
from samsvar.core.readers.values.text import name_parser
from samsvar.core.readers.values.words import UNIT_KINDS, word_parser


@dataclass(frozen=True, slots=True)
class OrgUnitRow:
    """One unit as the file has it. `kind`: national, rhf, hf, sf, clinic, department, section. Both days are within."""

    row: int
    id: str
    parent_id: str | None
    name_nb: str
    name_nn: str | None
    organisation_number: str | None
    kind: str
    valid_from: date | None
    valid_to: date | None


def read_org_units(
    source: Source, name: str, lookups: Lookups | None = None, progress: Progress | None = None
) -> ReadResult[OrgUnitRow]:
    """Units of a CSV, XLSX or ODS file.

    A parent stands in the file or among `lookups.known_units`; no unit is above itself; one organisation number may
    recur over time but never twice on one day.
    """
    try:
        table = read_rows(source, name, FORMAT, progress)
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))
    _check_parents(table, lookups or Lookups())
    _check_numbers(table)
    return table.result()


def _end_after_start(values: Values) -> Iterable[Finding]:
    start, end = values.get("valid_from"), values.get("valid_to")
    if start and end and end < start:
        yield "valid_to", "end_before_start", {"start": start.isoformat(), "end": end.isoformat()}


def _check_parents(table: TableRows[OrgUnitRow], lookups: Lookups) -> None:
    parents = {unit.id: unit.parent_id for unit in table.rows.values()}
    known = lookups.known_units or ()
    for number, unit in table.rows.items():
        if unit.parent_id and unit.parent_id not in table.seen and unit.parent_id not in known:
            table.tell(number, "parent_id", "unknown_parent", value=shown(unit.parent_id))
    in_a_circle: set[str] = set()
    for number, unit in table.rows.items():
        circle = _circle(unit.id, parents, in_a_circle)
        if circle:
            in_a_circle.update(circle)
            table.tell(number, "parent_id", "circle", path=[shown(each) for each in (*circle, circle[0])][:20])


def _circle(start: str, parents: Mapping[str, str | None], told: set[str]) -> list[str]:
    """The units from one back to itself; empty where the way up ends, or leads into a circle already told of."""
    path: dict[str, None] = {}
    at: str | None = start
    while at is not None and at not in path and at not in told:
        path[at] = None
        at = parents.get(at)
    return list(path) if at == start else []


def _check_numbers(table: TableRows[OrgUnitRow]) -> None:
    by_number: dict[str, list[tuple[date, date, int]]] = {}
    for number, unit in table.rows.items():
        if unit.organisation_number:
            life = (unit.valid_from or date.min, unit.valid_to or date.max, number)
            by_number.setdefault(unit.organisation_number, []).append(life)
    for organisation_number, lives in by_number.items():
        lives.sort()
        until, first_row = lives[0][1], lives[0][2]
        for start, end, number in lives[1:]:
            if start <= until:
                facts = {"value": organisation_number, "first_row": first_row}
                table.tell(number, "organisation_number", "number_twice_on_one_day", **facts)
            if end > until:
                until, first_row = end, number


_ID = "ID|Enhets-ID|Enhetsid|Einings-ID|Einingsid|Enhetskode|Einingskode|Kode|Nummer|Unit ID|Unit code|Code"
_PARENT = (
    "Overordnet|Overordna|Overordnet enhet|Overordna eining|Overordnet ID|Overordnet enhets-ID|Overordna ID|Forelder"
    "|Forelder-ID|Ligger under|Ligg under|Tilhører|Høyrer til|Parent|Parent ID|Parent unit"
)
_NAME_NB = (
    "Navn|Navn (bokmål)|Navn bokmål|Navn nb|Namn|Namn bokmål|Enhet|Enhetsnavn|Eining|Einingsnamn|Name|Name nb"
    "|Name bokmål|Unit name|Unit"
)
_NAME_NN = (
    "Namn nynorsk|Namn (nynorsk)|Navn nynorsk|Nynorsk navn|Nynorsk namn|Nynorsk|Navn nn|Namn nn|Name nn|Name nynorsk"
)
_NUMBER = "Organisasjonsnummer|Org.nr|Orgnr|Org nummer|Organisasjonsnr|Organisation number|Organization number|Org no"
_KIND = "Type|Enhetstype|Einingstype|Nivå|Art|Slag|Unit type|Unit kind|Level"
_FROM = "Fra|Frå|Gyldig fra|Gyldig frå|Fra dato|Frå dato|Gjelder fra|Gjeld frå|Startdato|From|From date|Start date"
_TO = "Til|Gyldig til|Til dato|Gjelder til|Gjeld til|Sluttdato|To|To date|End date"

FORMAT = Format(
    (
        Column("id", _ID, parse_label, mandatory=True),
        Column("parent_id", _PARENT, parse_label),
        Column("name_nb", _NAME_NB, name_parser(), mandatory=True),
        Column("name_nn", _NAME_NN, name_parser()),
        Column("organisation_number", _NUMBER, parse_organisation_number),
        Column("kind", _KIND, word_parser(UNIT_KINDS), mandatory=True),
        Column("valid_from", _FROM, parse_day),
        Column("valid_to", _TO, parse_day),
    ),
    OrgUnitRow,
    identity_field="id",
    identity=lambda values: values.get("id"),
    check=_end_after_start,
)
"""The columns of a list of units."""
