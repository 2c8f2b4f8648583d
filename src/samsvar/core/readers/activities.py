"""Activities of an annual wheel from a spreadsheet. Columns: `docs/json/import-columns.md`."""

from dataclasses import dataclass

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import Progress, ReadResult, Source
from samsvar.core.readers.table import Format, read_table
from samsvar.core.readers.values.days import parse_day_of_year
from samsvar.core.readers.values.identifiers import parse_label
from samsvar.core.readers.values.text import name_parser, text_parser
from samsvar.core.readers.values.words import ACTIVITY_PHASES, RESPONSIBLE_ROLES, key, word_parser

DayOfYear = tuple[int, int | None]
"""Month and day; None for the month's end."""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity as the file has it. `phase`: plan, do, check, act; `role`: a role's code."""

    row: int
    id: str | None
    name_nb: str
    name_nn: str | None
    phase: str
    first_day: DayOfYear | None
    last_day: DayOfYear | None
    role: str | None
    about: str | None


def read_activities(source: Source, name: str, progress: Progress | None = None) -> ReadResult[ActivityRow]:
    """Activities of a CSV, XLSX or ODS file."""
    return read_table(source, name, activity_format(), progress)


def activity_format() -> Format[ActivityRow]:
    """The columns of a list of activities. A row is known by its id, else by its name."""
    return Format(
        (
            Column("name_nb", _NAME, name_parser(200), mandatory=True),
            Column("phase", _PHASE, word_parser(ACTIVITY_PHASES), mandatory=True),
            Column("id", _ID, parse_label),
            Column("name_nn", _NAME_NN, name_parser(200)),
            Column("first_day", _FIRST, parse_day_of_year),
            Column("last_day", _LAST, parse_day_of_year),
            Column("role", _ROLE, word_parser(RESPONSIBLE_ROLES)),
            Column("about", _ABOUT, text_parser(2000)),
        ),
        lambda **values: ActivityRow(**values),
        identity_field="name_nb",
        identity=lambda values: values.get("id") or key(values.get("name_nb") or "") or None,
    )


_NAME = "Aktivitet|Navn|Namn|Tittel|Oppgave|Oppgåve|Hva|Kva|Activity|Name|Title"
_NAME_NN = "Navn nynorsk|Namn nynorsk|Aktivitet nynorsk|Name in nynorsk"
_PHASE = "Fase|PDCA|Steg|Phase|Step"
_ID = "Kode|ID|Aktivitetskode|Nummer|Nr|Code|Number"
_FIRST = "Starter|Startar|Fra|Frå|Første dag|Start|From|First day|Begins"
_LAST = "Frist|Innen|Innan|Måned|Månad|Dato|Siste dag|Slutt|Til|Når|Deadline|Due|Month|Last day|To|When"
_ROLE = "Ansvarlig rolle|Ansvarleg rolle|Ansvarlig|Ansvarleg|Rolle|Eier|Eigar|Responsible role|Responsible|Role"
_ABOUT = "Beskrivelse|Omtale|Merknad|Om|Description|About|Note"
