"""Contracts from a spreadsheet. Columns and words: `docs/json/import-columns.md`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import Lookups, Progress, ReadResult, Source
from samsvar.core.readers.table import Finding, Format, Values, read_table
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import (
    category_parser,
    country_parser,
    cpv_parser,
    parse_label,
    parse_organisation_number,
)
from samsvar.core.readers.values.numbers import parse_money
from samsvar.core.readers.values.text import name_parser
from samsvar.core.readers.values.words import CONTRACT_KINDS, OWNERSHIPS, SECTORS, list_parser, word_parser


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One contract as the file has it.

    `kind`: goods, services, both, lease. `ownership`: own, shared, used, assisted. `cpv_codes`: eight digits.
    `service_sector`: a code of the minimum-wage catalogue or `none`. Countries: ISO 3166 alpha-3, `?` for one that is
    not known. `value_ore`: in øre. Dates are Oslo days; both are within the contract.
    """

    row: int
    id: str
    title: str
    supplier_name: str
    supplier_organisation_number: str | None
    supplier_country: str | None
    kind: str
    ownership: str
    cpv_codes: tuple[str, ...]
    high_risk_category: str | None
    service_sector: str | None
    countries_of_production: tuple[str, ...]
    value_ore: int | None
    start_on: date | None
    end_on: date | None
    contract_owner: str | None
    agreement_owner: str | None


def read_contracts(
    source: Source, name: str, lookups: Lookups, progress: Progress | None = None
) -> ReadResult[ContractRow]:
    """Contracts of a CSV, XLSX or ODS file. A contract's id stands once; the start is not after the end."""
    return read_table(source, name, contract_format(lookups), progress)


def contract_format(lookups: Lookups) -> Format[ContractRow]:
    """The columns of a contract list. An organisation number in another country's form is no error of ours to judge."""
    country = country_parser(lookups.match_country)
    production = list_parser(country_parser(lookups.match_country, may_be_unknown=True), whole_first=True)
    name = name_parser()
    return Format(
        (
            Column("id", _ID, parse_label, mandatory=True),
            Column("title", _TITLE, name_parser(500), mandatory=True),
            Column("supplier_name", _SUPPLIER_NAME, name, mandatory=True),
            Column("supplier_organisation_number", _SUPPLIER_NUMBER, parse_organisation_number),
            Column("supplier_country", _SUPPLIER_COUNTRY, country),
            Column("kind", _KIND, word_parser(CONTRACT_KINDS), mandatory=True),
            Column("ownership", _OWNERSHIP, word_parser(OWNERSHIPS), mandatory=True),
            Column("cpv_codes", _CPV, list_parser(cpv_parser(lookups.match_cpv)), empty=()),
            Column("high_risk_category", _CATEGORY, category_parser(lookups.match_high_risk_category)),
            Column("service_sector", _SECTOR, word_parser(SECTORS)),
            Column("countries_of_production", _PRODUCTION, production, empty=()),
            Column("value_ore", _VALUE, parse_money),
            Column("start_on", _START, parse_day),
            Column("end_on", _END, parse_day),
            Column("contract_owner", _CONTRACT_OWNER, name),
            Column("agreement_owner", _AGREEMENT_OWNER, name),
        ),
        ContractRow,
        identity_field="id",
        identity=lambda values: values.get("id"),
        check=_end_after_start,
    )


def _end_after_start(values: Values) -> Iterable[Finding]:
    start, end = values.get("start_on"), values.get("end_on")
    if start and end and end < start:
        facts: dict[str, Any] = {"start": start.isoformat(), "end": end.isoformat()}
        yield "end_on", "end_before_start", facts


_ID = (
    "Avtalenummer|Avtalenr|Avtale-ID|Kontraktsnummer|Kontraktnummer|Kontraktsnr|Kontraktnr|Kontrakt-ID"
    "|Kontraktsid|Avtalereferanse|ID|Contract ID|Contract number|Contract no|Agreement number"
)
_TITLE = (
    "Tittel|Avtalenavn|Avtalenamn|Avtale|Kontraktstittel|Kontraktsnavn|Kontraktsnamn|Kontrakt|Navn på avtale"
    "|Navn på avtalen|Namn på avtale|Contract title|Contract name|Contract"
)
_SUPPLIER_NAME = (
    "Leverandør|Leverandørnavn|Leverandørnamn|Navn på leverandør|Namn på leverandør|Leverandør navn|Leverandør namn"
    "|Avtalepart|Supplier|Vendor|Supplier name|Vendor name"
)
_SUPPLIER_NUMBER = (
    "Organisasjonsnummer|Org.nr|Orgnr|Org nummer|Organisasjonsnr|Leverandørens organisasjonsnummer"
    "|Leverandøren sitt organisasjonsnummer|Organisasjonsnummer leverandør|Orgnr leverandør"
    "|Leverandør organisasjonsnummer|Leverandør org.nr|Leverandør orgnr|Leverandørens org.nr|Organisation number"
    "|Organization number|Company number|Supplier organization number|Supplier org no|Supplier number"
)
_SUPPLIER_COUNTRY = (
    "Leverandørland|Leverandør land|Land leverandør|Leverandørens land|Leverandøren sitt land|Supplier's country"
    "|Country of supplier"
)
_KIND = (
    "Type|Avtaletype|Kontraktstype|Kontrakttype|Vare/tjeneste|Vare eller tjeneste|Vare/teneste|Vare eller teneste"
    "|Varer/tjenester|Art|Contract type|Contract kind|Goods/services|Goods or services"
)
_OWNERSHIP = "Eierskap|Eigarskap|Eierforhold|Eigarforhold|Avtaleeierskap|Avtaleeigarskap|Owned by us"
_CPV = "CPV-koder|CPV-kode|CPV-kodar|CPV|CPV-nummer|CPV code"
_CATEGORY = (
    "Høyrisikokategori|Høgrisikokategori|Høyrisikoprodukt|Kategori på høyrisikolisten"
    "|Kategori på høgrisikolista|Høyrisikolisten|Høgrisikolista|High-risk product"
)
_SECTOR = (
    "Tjenestesektor|Tenestesektor|Sektor|Bransje|Allmenngjort bransje|Allmenngjort område|Minstelønnsbransje"
    "|Minstelønsbransje|Sector"
)
_PRODUCTION = (
    "Produksjonsland|Produksjonslandene|Land for produksjon|Produsert i|Opprinnelsesland|Opphavsland|Opprinnelse"
    "|Production country|Production countries|Country of production|Country of origin|Countries of origin"
)
_VALUE = (
    "Verdi (NOK)|Verdi|Avtaleverdi|Kontraktsverdi|Kontraktverdi|Verdi i kroner|Verdi kr|Verdi nok|Beløp|Estimert verdi"
    "|Totalverdi|Anslått verdi|Årlig verdi|Value in NOK|Value|Contract value|Value NOK|Value nok"
)
_START = (
    "Startdato|Start|Avtalestart|Oppstart|Oppstartsdato|Fra|Frå|Fra dato|Frå dato|Gjelder fra|Gjeld frå|Gyldig fra"
    "|Gyldig frå|Kontraktstart|Kontraktsstart|Start date|Starts on|From|Valid from"
)
_END = (
    "Sluttdato|Slutt|Avtaleslutt|Utløp|Utløpsdato|Til|Til dato|Gjelder til|Gjeld til|Gyldig til|Kontraktslutt"
    "|Kontraktsslutt|End date|End|Ends on|To|Valid to|Expiry|Expiry date|Expires on"
)
_CONTRACT_OWNER = (
    "Avtaleansvarlig|Avtaleansvarleg|Kontraktsansvarlig|Kontraktsansvarleg|Kontraktansvarlig|Kontraktsforvalter"
    "|Kontraktsforvaltar|Avtaleforvalter|Avtaleforvaltar|Ansvarlig|Ansvarleg|Contract manager|Responsible"
)
_AGREEMENT_OWNER = (
    "Avtaleeier|Avtaleeigar|Avtalens eier|Eier av avtalen|Eigar av avtalen|Eier|Eigar|Owner of the agreement|Owner"
    "|Agreement's owner"
)
