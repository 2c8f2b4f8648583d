"""Adverse impacts from a spreadsheet. Columns and words: `docs/json/import-columns.md`."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import Lookups, Progress, ReadResult, Source, shown
from samsvar.core.readers.table import Finding, Format, Values, read_table
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import country_parser, parse_label
from samsvar.core.readers.values.numbers import whole_number_parser
from samsvar.core.readers.values.text import name_parser, text_parser
from samsvar.core.readers.values.words import (
    CERTAINTIES,
    FINDINGS,
    INVOLVEMENTS,
    NATURES,
    RISK_KINDS,
    Words,
    list_parser,
    word_parser,
)


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """One adverse impact as the file has it: tied to contracts, to a supplier as a whole, or to both.

    `nature`: actual, potential. `finding`: alleged, confirmed, disproved. `scale`, `scope`, `irremediability` and
    `likelihood` from 1 to 5. `involvement`: caused, contributed, linked. `certainty` of the link: certain, likely,
    unknown. `supplier`: a name or an organisation number. Countries: ISO 3166 alpha-3, `?` for one not known.
    """

    row: int
    id: str
    contract_ids: tuple[str, ...]
    supplier: str | None
    title: str
    nature: str
    finding: str
    risk_kinds: tuple[str, ...]
    countries: tuple[str, ...]
    scale: int | None
    scope: int | None
    irremediability: int | None
    likelihood: int | None
    involvement: str | None
    known_on: date | None
    source: str | None
    certainty: str | None
    closed_on: date | None


def read_impacts(
    source: Source,
    name: str,
    lookups: Lookups,
    progress: Progress | None = None,
    risk_kinds: Words = RISK_KINDS,
) -> ReadResult[ImpactRow]:
    """Impacts of a CSV, XLSX or ODS file, each with a contract or a supplier that is known."""
    return read_table(source, name, impact_format(lookups, risk_kinds), progress)


def impact_format(lookups: Lookups, risk_kinds: Words = RISK_KINDS) -> Format[ImpactRow]:
    """The columns of an impact list; `risk_kinds` are the codes and words of the catalogue in use."""
    countries = list_parser(country_parser(lookups.match_country, may_be_unknown=True), whole_first=True)
    rating = whole_number_parser(1, 5)
    return Format(
        (
            Column("id", _ID, parse_label, mandatory=True),
            Column("contract_ids", _CONTRACT, list_parser(parse_label), empty=()),
            Column("supplier", _SUPPLIER, name_parser()),
            Column("contract_or_supplier", _EITHER, name_parser()),
            Column("title", _TITLE, name_parser(500), mandatory=True),
            Column("nature", _NATURE, word_parser(NATURES), mandatory=True),
            Column("finding", _FINDING, word_parser(FINDINGS), mandatory=True),
            Column("risk_kinds", _RISK_KINDS, list_parser(word_parser(risk_kinds), whole_first=True), empty=()),
            Column("countries", _COUNTRIES, countries, empty=()),
            Column("scale", _SCALE, rating),
            Column("scope", _SCOPE, rating),
            Column("irremediability", _IRREMEDIABILITY, rating),
            Column("likelihood", _LIKELIHOOD, rating),
            Column("involvement", _INVOLVEMENT, word_parser(INVOLVEMENTS)),
            Column("known_on", _KNOWN_ON, parse_day),
            Column("source", _SOURCE, text_parser(2000)),
            Column("certainty", _CERTAINTY, word_parser(CERTAINTIES)),
            Column("closed_on", _CLOSED_ON, parse_day),
        ),
        lambda contract_or_supplier, **values: ImpactRow(**_resolved(contract_or_supplier, values, lookups)),
        identity_field="id",
        identity=lambda values: values.get("id"),
        check=lambda values: _check(values, lookups),
    )


def _resolved(either: str | None, values: dict[str, Any], lookups: Lookups) -> dict[str, Any]:
    """Puts what one column holds for both where it belongs: a known contract is one, all else names a supplier."""
    if either is None:
        return values
    if lookups.known_contracts is not None and either in lookups.known_contracts:
        return values | {"contract_ids": (*values["contract_ids"], either)}
    return values | {"supplier": values["supplier"] or either}


_ABOUT = ("contract_ids", "supplier", "contract_or_supplier")


def _check(values: Values, lookups: Lookups) -> Iterable[Finding]:
    contracts, supplier, either = (values.get(field) for field in ("contract_ids", "supplier", "contract_or_supplier"))
    if (
        contracts == ()
        and supplier is None
        and either is None
        and {"supplier", "contract_or_supplier"} <= values.keys()
    ):
        yield "contract_ids", "contract_or_supplier", {}
    for contract in contracts or ():
        yield from _known(lookups.known_contracts, contract, contract, "contract_ids", "unknown_contract")
    if either and either not in (lookups.known_contracts or ()):
        supplier = supplier or either
    if supplier:
        number = supplier.replace(" ", "")
        plain = number if number.isdigit() else supplier.casefold()
        yield from _known(lookups.known_suppliers, plain, supplier, "supplier", "unknown_supplier")
    known, closed = values.get("known_on"), values.get("closed_on")
    if known and closed and closed < known:
        yield "closed_on", "closed_before_known", {"known": known.isoformat(), "closed": closed.isoformat()}


def _known(known: Container[str] | None, sought: str, written: str, field: str, code: str) -> Iterable[Finding]:
    if known is not None and sought not in known:
        facts: dict[str, Any] = {"value": shown(written)}
        yield field, code, facts


_ID = "ID|Nummer|Nr|Løpenummer|Funn-ID|Funnnummer|Saksnummer|Sak|Impact ID|Impact number|Finding ID|Number"
_CONTRACT = (
    "Avtalenummer|Avtalenr|Avtale-ID|Avtale|Avtaler|Avtalar|Kontraktsnummer|Kontraktnummer|Kontrakt|Kontrakts-ID"
    "|Contract ID|Contract|Contracts|Contract number"
)
_SUPPLIER = "Leverandør|Leverandørnavn|Leverandørnamn|Leverandørens organisasjonsnummer|Supplier name|Vendor"
_EITHER = "Avtale eller leverandør|Avtalenummer eller leverandør|Contract ID or supplier|Contract or supplier"
_TITLE = (
    "Tittel|Konsekvens|Negativ konsekvens|Negativ påvirkning|Negativ påverknad|Funn|Beskrivelse|Skildring|Impact"
    "|Adverse impact|Description"
)
_NATURE = (
    "Faktisk/mulig|Faktisk eller mulig|Faktisk/mogleg|Faktisk eller mogleg|Faktisk/potensiell|Art|Type|Actual/potential"
    "|Actual or potential"
)
_FINDING = (
    "Påstått/bekreftet/avkreftet|Påstått/stadfesta/avkrefta|Påstått/bekrefta/avkrefta|Bekreftet|Stadfesta|Vurdering"
    "|Status for funn|Funnstatus|Visshet|Visse|Alleged/confirmed/disproved|Finding status"
)
_RISK_KINDS = "Risikotyper|Risikotype|Risikotypar|Type risiko|Risiko|Risk kind|Risk types|Risk type|Risks"
_COUNTRIES = "Land|Produksjonsland|Landa|Landene|Country"
_SCALE = "Alvor|Alvorlighetsgrad|Alvorsgrad|Skala|Grovhet|Grovleik|Severity"
_SCOPE = "Omfang|Utbredelse|Utbreiing|Scope of impact"
_IRREMEDIABILITY = (
    "Gjenopprettelighet|Uopprettelighet|Irreversibilitet|Kan det rettes opp|Kan det rettast opp|Om det kan rettast opp"
    "|Irreversibility|Remediability"
)
_LIKELIHOOD = "Sannsynlighet|Sannsyn|Probability"
_INVOLVEMENT = (
    "Tilknytning|Tilknyting|Involvering|Involvert|Virksomhetens rolle|Verksemda si rolle|Rolle|Vår rolle|Medvirkning"
    "|Medverknad"
)
_KNOWN_ON = (
    "Kjent|Kjent dato|Kjent siden|Kjend|Kjend dato|Kjend sidan|Dato|Oppdaget|Oppdaga|Date known|Known since|Date"
)
_SOURCE = "Kilde|Kilder|Kjelde|Kjelder|Sources"
_CERTAINTY = (
    "Sikkerhet i koblingen|Sikkerhet for kobling|Tryggleik i koplinga|Kobling|Kopling|Hvor sikker er koblingen"
    "|Kor sikker er koplinga|Certainty of the link|Certainty of link"
)
_CLOSED_ON = "Lukket|Lukket dato|Lukka|Lukka dato|Avsluttet|Avslutta|Closed|Date closed"
