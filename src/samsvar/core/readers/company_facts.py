"""Facts of companies and their roles from the Brønnøysund Register Centre's open API (JSON).

Answers of `/enheter/{number}`, `/enheter?…` and `/enheter/{number}/roller`. Source: the register's documentation of
Enhetsregisteret. Birth dates of persons are dropped where they are read and are never given on.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from samsvar.core.readers.json_text import read_json
from samsvar.core.readers.results import CellProblem, Errors, FileProblem, Lookups, ReadResult, RowError, Source
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import country_parser, parse_organisation_number
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.text import Cell, name_parser

Value = TypeVar("Value")

_ESCAPED = re.compile(r"<U\+([0-9A-F]{4,6})>")
"""Some tools write letters beyond ASCII so when they store an answer."""


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """One entity. `industry_codes`: SN2007, at most three. `employees` None is not registered, never zero."""

    row: int
    organisation_number: str
    name: str
    legal_form: str | None
    country: str | None
    municipality: str | None
    industry_codes: tuple[str, ...]
    employees: int | None
    parent_number: str | None
    registered_on: date | None
    founded_on: date | None
    bankrupt: bool
    being_wound_up: bool
    deleted_on: date | None


@dataclass(frozen=True, slots=True)
class RoleFact:
    """One role in an entity, held by a person (name only) or by another entity (`holder_number`)."""

    row: int
    kind: str
    kind_name: str
    holder_name: str
    holder_number: str | None
    resigned: bool


def read_companies(source: Source, name: str, lookups: Lookups) -> ReadResult[CompanyFacts]:
    """Entities of an answer with one entity or a list of them. Code `not_company_answer` for other JSON."""
    try:
        answer = _mapping(read_json(source, name))
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))
    if "organisasjonsnummer" in answer:
        entities = [answer]
    else:
        listed = _mapping(answer.get("_embedded")).get("enheter")
        if not isinstance(listed, list) and "page" not in answer:
            return ReadResult((), (RowError(None, None, "not_company_answer"),))
        entities = [_mapping(entity) for entity in listed or []]
    errors = Errors()
    rows = [_company(_Reading(number, errors), entity, lookups) for number, entity in enumerate(entities, 1)]
    return ReadResult(tuple(row for row in rows if row and row.row not in errors.rows), errors.in_order())


def read_roles(source: Source, name: str) -> ReadResult[RoleFact]:
    """Roles of an answer on one entity, in the order of the register. Code `not_company_answer` for other JSON."""
    try:
        groups = _mapping(read_json(source, name)).get("rollegrupper")
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))
    if not isinstance(groups, list):
        return ReadResult((), (RowError(None, None, "not_company_answer"),))
    errors = Errors()
    roles = [role for group in groups for role in _list(_mapping(group).get("roller"))]
    rows = [_role(_Reading(number, errors), _mapping(role)) for number, role in enumerate(roles, 1)]
    return ReadResult(tuple(row for row in rows if row and row.row not in errors.rows), errors.in_order())


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where errors of one entity or role go."""

    row: int
    errors: Errors

    def value(self, field: str, parse: Callable[[Cell], Value], written: object) -> Value | None:
        """A parsed value; None where nothing is there or it is wrong."""
        if written is None or written == "":
            return None
        if isinstance(written, bool) or not isinstance(written, (str, int, float)):
            self.errors.add(RowError(self.row, field, "wrong_shape", {}, field))
            return None
        try:
            return parse(_unescaped(written) if isinstance(written, str) else written)
        except CellProblem as problem:
            for code, facts in problem.found:
                self.errors.add(RowError(self.row, field, code, facts, field))
            return None

    def flag(self, field: str, written: object) -> bool:
        """A truth value; what is left out is false, as in the register's answers."""
        if written is None or isinstance(written, bool):
            return bool(written)
        self.errors.add(RowError(self.row, field, "wrong_shape", {}, field))
        return False


def _company(reading: _Reading, entity: Mapping[str, Any], lookups: Lookups) -> CompanyFacts | None:
    name = name_parser()
    number = reading.value("organisasjonsnummer", parse_organisation_number, entity.get("organisasjonsnummer"))
    called = reading.value("navn", name, entity.get("navn"))
    for field, value in (("organisasjonsnummer", number), ("navn", called)):
        if value is None and not entity.get(field):
            reading.errors.add(RowError(reading.row, field, "missing_value", {}, field))
    if number is None or called is None:
        return None
    address = _mapping(entity.get("forretningsadresse")) or _mapping(entity.get("postadresse"))
    codes = (_mapping(entity.get(f"naeringskode{place}")).get("kode") for place in (1, 2, 3))
    industries = (reading.value("naeringskode", name, code) for code in codes)
    winding_up = ("underAvvikling", "underTvangsavviklingEllerTvangsopplosning")
    return CompanyFacts(
        row=reading.row,
        organisation_number=number,
        name=called,
        legal_form=reading.value("organisasjonsform", name, _mapping(entity.get("organisasjonsform")).get("kode")),
        country=reading.value("landkode", country_parser(lookups.match_country), address.get("landkode")),
        municipality=reading.value("kommune", name, address.get("kommune")),
        industry_codes=tuple(code for code in industries if code),
        employees=reading.value("antallAnsatte", whole_number_parser(0, 10_000_000), entity.get("antallAnsatte")),
        parent_number=reading.value("overordnetEnhet", parse_organisation_number, entity.get("overordnetEnhet")),
        registered_on=reading.value("registreringsdato", parse_day, entity.get("registreringsdatoEnhetsregisteret")),
        founded_on=reading.value("stiftelsesdato", _founded, entity.get("stiftelsesdato")),
        bankrupt=reading.flag("konkurs", entity.get("konkurs")),
        being_wound_up=any(reading.flag(field, entity.get(field)) for field in winding_up),
        deleted_on=reading.value("slettedato", parse_day, entity.get("slettedato")),
    )


def _founded(cell: Cell) -> date | None:
    """A company may be older than the years our dates cover; that is no fault of the answer."""
    try:
        return parse_day(cell)
    except CellProblem as problem:
        if problem.found[0][0] == "year_out_of_range":
            return None
        raise


def _role(reading: _Reading, role: Mapping[str, Any]) -> RoleFact | None:
    name = name_parser()
    kind = _mapping(role.get("type"))
    code = reading.value("type", name, kind.get("kode"))
    person, entity = _mapping(role.get("person")), _mapping(role.get("enhet"))
    number: str | None = None
    if entity:
        number = reading.value("organisasjonsnummer", parse_organisation_number, entity.get("organisasjonsnummer"))
        names = entity.get("navn")
        holder = reading.value("navn", name, " ".join(names) if isinstance(names, list) else names)
    else:
        holder = reading.value("navn", name, " ".join(_person_name(person)))
    if not code or not holder:
        reading.errors.add(RowError(reading.row, "navn" if code else "type", "missing_value", {}, "holder_name"))
        return None
    title = reading.value("type", name, kind.get("beskrivelse")) or code
    resigned = reading.flag("fratraadt", role.get("fratraadt")) or reading.flag(
        "avregistrert", role.get("avregistrert")
    )
    return RoleFact(reading.row, code, title, holder, number, resigned)


def _person_name(person: Mapping[str, Any]) -> Iterator[str]:
    called = _mapping(person.get("navn"))
    for part in ("fornavn", "mellomnavn", "etternavn"):
        if isinstance(called.get(part), str):
            yield called[part]


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(min(int(match.group(1), 16), 0x10FFFF)), text)
