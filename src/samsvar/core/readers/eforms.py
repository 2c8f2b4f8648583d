"""Award notices in eForms (UBL 2.3) to contracts and the organisations that won them.

Source of the codes and places: the eForms SDK 1.7 with Norway's tailoring (CustomizationID
`…#urn:fdc:anskaffelser.no:2023:eforms…`). Field numbers (BT, OPT) are the SDK's. Contact persons are never read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from samsvar.core.readers.results import (
    CellProblem,
    Errors,
    FileProblem,
    Lookups,
    ReadResult,
    RowError,
    Source,
    shown,
)
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import country_parser, cpv_parser, parse_organisation_number
from samsvar.core.readers.values.numbers import parse_money
from samsvar.core.readers.values.text import Cell, name_parser
from samsvar.core.readers.xml_tree import Element, read_xml

Value = TypeVar("Value")

_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_ROOT = "ContractAwardNotice"
_AWARDED = frozenset({"result", "cont-modif"})
"""Form types (BT-03) that tell of a contract that was made: its award, or a change of it. A voluntary notice before
the award (`dir-awa-pre`) only tells of an intention."""
_KINDS = {"supplies": "goods", "services": "services", "works": "services"}
"""Contract nature (BT-23). Works are done, not delivered: their risk is that of services."""
_NO_DAY = date(2000, 1, 1)
"""Written where the notice has no date of award, since UBL demands one."""
_NORWEGIAN = ("NOR", "NOB", "NNO", "")
_EXTENSION = "EformsExtension"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation in a notice. `organisation_number` is None for one without a valid Norwegian number."""

    name: str
    organisation_number: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class AwardedContractRow:
    """One contract in a notice.

    `id`: the buyer's reference, else the notice and the number of the contract in it. `kind`: goods, services, both or
    None where the notice does not say. `value_ore`: the winning tenders' sum in øre, None where none is told.
    `start_on`: the day of signing. Row is the place of the contract in the notice, from 1.
    """

    row: int
    id: str
    title: str
    notice_id: str
    notice_type: str
    buyer: Organisation
    suppliers: tuple[Organisation, ...]
    kind: str | None
    cpv_codes: tuple[str, ...]
    value_ore: int | None
    awarded_on: date | None
    start_on: date | None
    end_on: date | None


def read_award_notice(source: Source, name: str, lookups: Lookups) -> ReadResult[AwardedContractRow]:
    """The contracts of one award notice.

    A competition that ended without a winner gives no rows and the error `no_award`. Other notices are refused with
    `not_award_notice` (facts `root`, `form_type`, `notice_type`). A value in another currency is `other_currency`.
    """
    try:
        namespace, root = read_xml(source, name)
        return _Notice(_award(namespace, root), lookups).read()
    except FileProblem as problem:
        return ReadResult((), (problem.as_error(),))


def _award(namespace: str, root: Element) -> Element:
    kind = root.first("NoticeTypeCode")
    form = kind.attributes.get("listName", "") if kind else ""
    if not namespace.startswith(_NAMESPACE):
        raise FileProblem("not_award_notice", root=shown(root.name), form_type="", notice_type="")
    if root.name != _ROOT or form not in _AWARDED:
        notice = shown(kind.text if kind else "")
        raise FileProblem("not_award_notice", root=shown(root.name), form_type=shown(form), notice_type=notice)
    return root


class _Notice:
    """One notice and what its parts are called in it."""

    def __init__(self, root: Element, lookups: Lookups) -> None:
        self._root = root
        self._errors = Errors()
        self._country = country_parser(lookups.match_country)
        self._cpv = cpv_parser(lookups.match_cpv)
        extensions = root.all(f"UBLExtensions/UBLExtension/ExtensionContent/{_EXTENSION}")
        self._extension = next(extensions, Element("", {}, "", ()))
        self._result = self._extension.first("NoticeResult") or Element("", {}, "", ())
        self._companies = {
            company.value("PartyIdentification/ID"): company
            for company in self._extension.all("Organizations/Organization/Company")
        }

    def read(self) -> ReadResult[AwardedContractRow]:
        """All contracts of the notice."""
        rows = [self._contract(number, each) for number, each in enumerate(self._result.all("SettledContract"), 1)]
        if not rows:
            self._errors.add(RowError(None, None, "no_award"))
        good = tuple(row for row in rows if row is not None and row.row not in self._errors.rows)
        return ReadResult(good, self._errors.in_order())

    def _contract(self, row: int, settled: Element) -> AwardedContractRow | None:
        tenders = self._named("LotTender", (each.text for each in settled.all("LotTender/ID")))
        lots = {each.text for tender in tenders for each in tender.all("TenderLot/ID")}
        projects = [self._lot_project(lot) for lot in sorted(lots)] or [self._root]
        notice_id = self._text(row, "id", self._root.value("ID"))
        reference = self._text(row, "id", settled.value("ContractReference/ID"))
        number = self._text(row, "id", settled.value("ID"))
        title = self._text(row, "title", _norwegian(settled.all("Title")) or self._title())
        suppliers = tuple(dict.fromkeys(self._winners(row, tenders)))
        buyer = self._buyer(row)
        if not (title and suppliers and buyer):
            missing = "title" if not title else "buyer" if not buyer else "suppliers"
            self._errors.add(RowError(row, None, "missing_value", {}, missing))
            return None
        start_on, end_on = self._period(row, settled, projects)
        return AwardedContractRow(
            row=row,
            id=reference or f"{notice_id}/{number or row}",
            title=title,
            notice_id=notice_id,
            notice_type=shown(self._root.value("NoticeTypeCode")),
            buyer=buyer,
            suppliers=suppliers,
            kind=self._kind(),
            cpv_codes=self._cpv_codes(row, projects),
            value_ore=self._value(row, tenders),
            awarded_on=self._awarded_on(row, settled),
            start_on=start_on,
            end_on=end_on,
        )

    def _named(self, name: str, wanted: Iterable[str]) -> list[Element]:
        """Parts of the result by their identifiers within the notice."""
        identifiers = set(wanted)
        return [part for part in self._result.all(name) if part.value("ID") in identifiers]

    def _lot_project(self, lot: str) -> Element:
        for each in self._root.all("ProcurementProjectLot"):
            if each.value("ID") == lot:
                return each
        return self._root

    def _title(self) -> str:
        return _norwegian(self._root.all("ProcurementProject/Name"))

    def _winners(self, row: int, tenders: list[Element]) -> Iterator[Organisation]:
        parties = self._named("TenderingParty", (t.value("TenderingParty/ID") for t in tenders))
        for identifier in (each.text for party in parties for each in party.all("Tenderer/ID")):
            organisation = self._organisation(row, "suppliers", identifier)
            if organisation:
                yield organisation

    def _buyer(self, row: int) -> Organisation | None:
        identifier = self._root.value("ContractingParty/Party/PartyIdentification/ID")
        return self._organisation(row, "buyer", identifier)

    def _organisation(self, row: int, field: str, identifier: str) -> Organisation | None:
        company = self._companies.get(identifier)
        if company is None:
            return None
        name = self._text(row, field, _norwegian(company.all("PartyName/Name")))
        written_country = company.value("PostalAddress/Country/IdentificationCode")
        country = self._tried(row, field, self._country, written_country)
        written = company.value("PartyLegalEntity/CompanyID")
        number: str | None = None
        if country == "NOR" or not written_country:
            number = self._tried(row, field, parse_organisation_number, written)
        return Organisation(name, number, country) if name else None

    def _kind(self) -> str | None:
        project = self._root.first("ProcurementProject")
        if project is None:
            return None
        additional = "ProcurementAdditionalType/ProcurementTypeCode"
        natures = [project.value("ProcurementTypeCode")] + [
            each.text for each in project.all(additional) if each.attributes.get("listName") == "contract-nature"
        ]
        kinds = {_KINDS[nature] for nature in natures if nature in _KINDS}
        return "both" if len(kinds) == 2 else next(iter(kinds), None)

    def _cpv_codes(self, row: int, projects: list[Element]) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for holder in (*projects, self._root):
            for kind in ("MainCommodityClassification", "AdditionalCommodityClassification"):
                for each in holder.all(f"ProcurementProject/{kind}/ItemClassificationCode"):
                    code = self._tried(row, "cpv_codes", self._cpv, each.text)
                    if code:
                        codes[code] = None
        return tuple(codes)

    def _value(self, row: int, tenders: list[Element]) -> int | None:
        """The sum of the winning tenders (BT-720). The notice's total (BT-161) serves where it has one contract."""
        amounts = [each for tender in tenders for each in tender.all("LegalMonetaryTotal/PayableAmount")]
        if not amounts and len(list(self._result.all("SettledContract"))) == 1:
            amounts = list(self._result.all("TotalAmount"))
        values = [self._amount(row, each) for each in amounts]
        known = [value for value in values if value is not None]
        return sum(known) if known and len(known) == len(values) else None

    def _amount(self, row: int, amount: Element) -> int | None:
        currency = amount.attributes.get("currencyID", "")
        if currency != "NOK":
            facts = {"value": shown(amount.text), "currency": shown(currency)}
            self._errors.add(RowError(row, None, "other_currency", facts, "value_ore"))
            return None
        try:
            # XML writes 1234.567 in one way only: a point before the decimals.
            return parse_money(float(amount.text))
        except ValueError:
            self._errors.add(RowError(row, None, "not_a_number", {"value": shown(amount.text)}, "value_ore"))
        except CellProblem as problem:
            self._tell(row, "value_ore", problem)
        return None

    def _awarded_on(self, row: int, settled: Element) -> date | None:
        written = settled.value("AwardDate") or self._root.value("TenderResult/AwardDate")
        day = self._tried(row, "awarded_on", parse_day, written)
        return None if day == _NO_DAY else day

    def _period(self, row: int, settled: Element, projects: list[Element]) -> tuple[date | None, date | None]:
        periods = [each for project in projects for each in project.all("ProcurementProject/PlannedPeriod")]
        starts = [self._tried(row, "start_on", parse_day, period.value("StartDate")) for period in periods]
        ends = [self._tried(row, "end_on", parse_day, period.value("EndDate")) for period in periods]
        signed = self._tried(row, "start_on", parse_day, settled.value("IssueDate"))
        start = min((day for day in starts if day), default=signed)
        end = max((day for day in ends if day), default=None)
        if start and end and end < start:
            facts = {"start": start.isoformat(), "end": end.isoformat()}
            self._errors.add(RowError(row, None, "end_before_start", facts, "end_on"))
        return start, end

    def _text(self, row: int, field: str, written: str) -> str:
        return self._tried(row, field, name_parser(500), written) or ""

    def _tried(self, row: int, field: str, parse: Callable[[Cell], Value], written: str) -> Value | None:
        if not written:
            return None
        try:
            return parse(written)
        except CellProblem as problem:
            self._tell(row, field, problem)
            return None

    def _tell(self, row: int, field: str, problem: CellProblem) -> None:
        for code, facts in problem.found:
            self._errors.add(RowError(row, None, code, facts, field))


def _norwegian(texts: Iterable[Element]) -> str:
    """The Norwegian among texts in several languages, else the first that says something."""
    by_language: Mapping[str, str] = {each.attributes.get("languageID", ""): each.text for each in texts if each.text}
    for language in _NORWEGIAN:
        if language in by_language:
            return by_language[language]
    return next(iter(by_language.values()), "")
