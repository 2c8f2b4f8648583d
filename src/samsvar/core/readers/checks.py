"""Checks of contracts from a spreadsheet, each with at most one finding. Columns: `docs/json/import-columns.md`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import Lookups, Progress, ReadResult, Source, shown
from samsvar.core.readers.table import Finding, Format, Values, read_table
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.identifiers import parse_label
from samsvar.core.readers.values.text import name_parser, text_parser
from samsvar.core.readers.values.words import CHECK_KINDS, GRAVITIES, word_parser


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check as the file has it, tied to a contract that is registered.

    `kind`: wage_duty, hms_card, spot_check, audit, site_visit. How far it has come follows from its days. A finding has
    its `gravity` (minor, serious, critical) and its deadline; it is closed where it has both a day and what was done.
    """

    row: int
    id: str
    contract_id: str
    kind: str
    due_on: date
    asked_for: str | None
    asked_on: date | None
    answer_due_on: date | None
    received: str | None
    received_on: date | None
    looked_by: str | None
    conclusion: str | None
    judged_on: date | None
    finding: str | None
    gravity: str | None
    finding_due_on: date | None
    finding_closed_on: date | None
    what_was_done: str | None


def read_checks(source: Source, name: str, lookups: Lookups, progress: Progress | None = None) -> ReadResult[CheckRow]:
    """Checks of a CSV, XLSX or ODS file, each of a contract that is known."""
    return read_table(source, name, check_format(lookups), progress)


def check_format(lookups: Lookups) -> Format[CheckRow]:
    """The columns of a list of checks."""
    return Format(
        (
            Column("id", _ID, parse_label, mandatory=True),
            Column("contract_id", _CONTRACT, parse_label, mandatory=True),
            Column("kind", _KIND, word_parser(CHECK_KINDS), mandatory=True),
            Column("due_on", _DUE_ON, parse_day, mandatory=True),
            Column("asked_for", _ASKED_FOR, text_parser(5000)),
            Column("asked_on", _ASKED_ON, parse_day),
            Column("answer_due_on", _ANSWER_DUE_ON, parse_day),
            Column("received", _RECEIVED, text_parser(10_000)),
            Column("received_on", _RECEIVED_ON, parse_day),
            Column("looked_by", _LOOKED_BY, name_parser(200)),
            Column("conclusion", _CONCLUSION, text_parser(10_000)),
            Column("judged_on", _JUDGED_ON, parse_day),
            Column("finding", _FINDING, name_parser(300)),
            Column("gravity", _GRAVITY, word_parser(GRAVITIES)),
            Column("finding_due_on", _FINDING_DUE_ON, parse_day),
            Column("finding_closed_on", _FINDING_CLOSED_ON, parse_day),
            Column("what_was_done", _WHAT_WAS_DONE, text_parser(10_000)),
        ),
        lambda **values: CheckRow(**values),
        identity_field="id",
        identity=lambda values: values.get("id"),
        check=lambda values: _check(values, lookups),
    )


#: What a check or its finding must also have, where it has the first.
_TOGETHER = (
    ("judged_on", "conclusion"),
    ("conclusion", "judged_on"),
    ("finding", "gravity"),
    ("finding", "finding_due_on"),
    ("finding_closed_on", "what_was_done"),
    ("finding_due_on", "finding"),
)


def _check(values: Values, lookups: Lookups) -> Iterable[Finding]:
    contract = values.get("contract_id")
    if contract and lookups.known_contracts is not None and contract not in lookups.known_contracts:
        yield "contract_id", "unknown_contract", {"value": shown(contract)}
    for has, lacks in _TOGETHER:
        if values.get(has) and lacks in values and values[lacks] is None:
            yield lacks, "needed_beside", {"beside": has}
    asked, received, judged = (values.get(name) for name in ("asked_on", "received_on", "judged_on"))
    for first, then, name in ((asked, received, "received_on"), (received, judged, "judged_on")):
        if first and then and then < first:
            yield name, "days_backwards", {"first": first.isoformat(), "then": then.isoformat()}


_ID = "Kontrollnummer|Kontrollnr|Kontroll-ID|ID|Nummer|Nr|Løpenummer|Check ID|Check number|Number"
_CONTRACT = "Avtalenummer|Avtalenr|Avtale-ID|Avtale|Kontraktsnummer|Kontraktnummer|Kontrakt|Contract ID|Contract"
_KIND = "Type kontroll|Kontrolltype|Type|Art|Hva kontrolleres|Kva blir kontrollert|Kind of check|Kind|Check type"
_DUE_ON = (
    "Utføres innen|Utførast innan|Planlagt|Planlagt dato|Planlagd|Planlagd dato|Frist|Kontrolldato|Dato"
    "|To be done by|Planned for|Due on|Date"
)
_ASKED_FOR = "Bedt om|Bede om|Etterspurt|Etterspurd|Hva er bedt om|Asked for"
_ASKED_ON = "Spurt|Spurt dato|Spurd|Spurd dato|Bedt om dato|Etterspurt dato|Asked on|Date asked"
_ANSWER_DUE_ON = "Svarfrist|Frist for svar|Answer due on|Answer wanted by"
_RECEIVED = "Mottatt|Motteke|Hva kom|Kva kom|Received|What came"
_RECEIVED_ON = "Mottatt dato|Motteke dato|Sett dato|Received on|Date received"
_LOOKED_BY = "Kontrollert av|Utført av|Sett av|Kontrollør|Looked at by|Checked by"
_CONCLUSION = "Konklusjon|Resultat|Hva kontrollen viser|Kva kontrollen viser|Conclusion|Result"
_JUDGED_ON = "Bedømt|Bedømt dato|Vurdert|Vurdert dato|Utført|Utført dato|Judged on|Done on"
_FINDING = "Funn|Avvik|Finding|Deviation"
_GRAVITY = "Alvor|Alvorlighet|Alvorsgrad|Alvorlighetsgrad|Gravity|Severity"
_FINDING_DUE_ON = "Frist for funn|Frist for retting|Rettes innen|Rettast innan|Finding due on|Put right by"
_FINDING_CLOSED_ON = "Funn lukket|Lukket|Lukka|Funn lukka|Rettet|Retta|Finding closed on|Put right on"
_WHAT_WAS_DONE = "Hva ble gjort|Kva vart gjort|Gjort|Tiltak|What was done|Action taken"
