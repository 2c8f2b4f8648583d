"""Actions of unit plans from a spreadsheet, one row an action. Columns: `docs/json/import-columns.md`.

The sheet that a plan is downloaded as reads back in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsvar.core.readers.columns import Column
from samsvar.core.readers.results import CellProblem, Progress, ReadResult, Source
from samsvar.core.readers.table import Finding, Format, Values, read_table
from samsvar.core.readers.values.days import parse_day
from samsvar.core.readers.values.numbers import parse_money, whole_number_parser
from samsvar.core.readers.values.text import Cell, as_text, name_parser, text_parser
from samsvar.core.readers.values.words import key, parse_yes_no, word_parser

CostCell = tuple[str, int | None]
"""A kind of cost (`unknown`, `none`, `not_calculated`, `amount`) and the øre of an amount."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as the file has it. Words name a unit, a plan, goals and indicators; nothing is looked up here.

    `unit` empty: the enterprise itself. `plan` empty: the unit's only plan of the year, or a new one. `year` None: the
    deadline's year. `serves` are goals or indicators, as the sheet that a plan is downloaded as has them in one column.
    """

    row: int
    title: str
    unit: str = ""
    plan: str = ""
    year: int | None = None
    responsible: str = ""
    description: str = ""
    effects: tuple[str, ...] = ()
    starts_on: date | None = None
    due_on: date | None = None
    due_reason: str = ""
    cost: CostCell = ("unknown", None)
    status: str = ""
    continuity: str = ""
    goals: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    with_whom: tuple[str, ...] = ()
    with_outside: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    immediate: bool = False
    reconsider_on: date | None = None
    result: str = ""
    done_on: date | None = None
    note: str = ""


def read_actions(source: Source, name: str, progress: Progress | None = None) -> ReadResult[ActionRow]:
    """Actions of a CSV, XLSX or ODS file. Never raises for a bad file."""
    return read_table(source, name, action_format(), progress)


def action_format() -> Format[ActionRow]:
    """The columns of a list of actions. A row is known by its unit, year, plan and title."""
    name, text, names, longer = name_parser(), text_parser(), list_of(150), list_of(300)
    return Format(
        (
            Column("title", _TITLE, name_parser(300), mandatory=True),
            Column("unit", _UNIT, name, empty=""),
            Column("plan", _PLAN, name_parser(200), empty=""),
            Column("year", _YEAR, whole_number_parser(1990, 2199)),
            Column("responsible", _RESPONSIBLE, name_parser(150), empty=""),
            Column("description", _DESCRIPTION, text, empty=""),
            Column("effects", _EFFECT, list_of(500), empty=()),
            Column("starts_on", _STARTS, parse_day),
            Column("due_on", _DUE, parse_day),
            Column("due_reason", _DUE_REASON, name_parser(250), empty=""),
            Column("cost", _COST, parse_cost, empty=("unknown", None)),
            Column("amount", _AMOUNT, parse_money),
            Column("status", _STATUS, word_parser(STATUSES), empty=""),
            Column("continuity", _CONTINUITY, word_parser(CONTINUITIES), empty=""),
            Column("goals", _GOALS, longer, empty=()),
            Column("indicators", _INDICATORS, longer, empty=()),
            Column("serves", _SERVES, longer, empty=()),
            Column("with_whom", _WITH, names, empty=()),
            Column("with_outside", _OUTSIDE, names, empty=()),
            Column("reasons", _REASONS, longer, empty=()),
            Column("immediate", _IMMEDIATE, parse_yes_no, empty=False),
            Column("reconsider_on", _RECONSIDER, parse_day),
            Column("result", _RESULT, text, empty=""),
            Column("done_on", _DONE_ON, parse_day),
            Column("note", _NOTE, text, empty=""),
        ),
        _made,
        identity_field="title",
        identity=_identity,
        check=_consistent,
    )


def _made(*, amount: int | None, cost: CostCell, **values: Any) -> ActionRow:
    """An amount in a column of its own counts; the other column then only repeats it."""
    told: dict[str, Any] = {**values, "cost": ("amount", amount) if amount is not None else cost}
    return ActionRow(**told)


def _identity(values: Values) -> object | None:
    if not values.get("title") or "unit" not in values or "plan" not in values or "year" not in values:
        return None
    due = values.get("due_on")
    year = values["year"] or (due.year if due else None)
    return key(values["title"]), key(values["unit"]), key(values["plan"]), year


def _consistent(values: Values) -> Iterable[Finding]:
    """What an action must have to be what its row says."""
    starts, due, status = values.get("starts_on"), values.get("due_on"), values.get("status")
    if starts and due and due < starts:
        yield "due_on", "end_before_start", {"start": starts.isoformat(), "end": due.isoformat()}
    if status == "done" and "done_on" in values and values["done_on"] is None:
        yield "done_on", "done_without_day", {}
    if status in ("done", "cancelled") and values.get("result") == "":
        yield "result", "ended_without_result", {}
    if status not in ("done", None) and values.get("done_on"):
        yield "status", "day_without_done", {}
    if values.get("cost") == ("amount", None) and values.get("amount", 0) is None:
        yield "amount", "missing_value", {}


def parse_cost(cell: Cell) -> CostCell:
    """The cost beyond the budget: a word, a dash for none, or kroner. Codes: `unknown_word`'s or `parse_money`'s."""
    text = as_text(cell).strip()
    if text in _DASHES:
        return "none", None
    try:
        return _cost_word(cell), None
    except CellProblem as problem:
        if any(character.isdigit() for character in text):
            return "amount", parse_money(cell)
        raise problem


def list_of(longest: int) -> Callable[[Cell], tuple[str, ...]]:
    """A parser of several texts, on lines or between semicolons, each once; a comma may stand in one.

    Code `too_long`.
    """
    whole = text_parser()

    def parse(cell: Cell) -> tuple[str, ...]:
        pieces = (" ".join(part.split()) for line in whole(cell).splitlines() for part in line.split(";"))
        parts = tuple(dict.fromkeys(part for part in pieces if part and part not in _DASHES))
        length = max(map(len, parts), default=0)
        if length > longest:
            raise CellProblem("too_long", length=length, limit=longest)
        return parts

    return parse


_DASHES = ("-", "–", "—")
STATUSES = {
    "not_started": "ikke begynt|ikkje byrja|ikke startet|ikkje starta|planlagt|not started|planned",
    "in_progress": "i gang|under arbeid|pågår|påbegynt|påbyrja|in progress|under way",
    "done": "ferdig|gjort|gjennomført|utført|fullført|lukket|lukka|done|completed",
    "cancelled": "avlyst|avbrutt|avbrote|utgår|går ut|cancelled|canceled",
}
CONTINUITIES = {
    "new": "ny|nytt|new",
    "continued": "videreført|vidareført|fortsetter|held fram|continued",
}
_cost_word = word_parser(
    {
        "none": "ingen|ingen kostnad|innenfor budsjett|innanfor budsjett|none|no cost",
        "not_calculated": "ikke beregnet|ikkje berekna|ikkje rekna ut|ikke kalkulert|not calculated",
        "unknown": "ukjent|ukjend|unknown",
        "amount": "beløp|et beløp|eit beløp|an amount",
    }
)
_TITLE = "Tiltak|Hva|Kva|Hva som skal gjøres|Kva som skal gjerast|Aktivitet|Tittel|Action|Title|What is to be done"
_UNIT = "Enhet|Eining|Enhetsnummer|Einingsnummer|Enhetsnavn|Einingsnamn|Avdeling|Unit|Unit number"
_PLAN = "Plan|Handlingsplan|Planens navn|Namn på planen|Action plan|Name of the plan"
_YEAR = "År|Planår|Periode|Year|Period"
_RESPONSIBLE = "Ansvarlig|Ansvarleg|Ansvarlig person|Hvem|Kven|Responsible|Who"
_DESCRIPTION = "Beskrivelse|Omtale|Mer om tiltaket|Meir om tiltaket|Description|More about it"
_EFFECT = "Ønsket effekt|Ønskt effekt|Effekt|Forventet effekt|Venta effekt|Wanted effect|Effect"
_STARTS = "Starter|Startar|Start|Begynner|Begynnar|Begins|From"
_DUE = "Frist|Tidsfrist|Innen|Innan|Når|Deadline|Due"
_DUE_REASON = "Hvorfor den dagen|Kvifor den dagen|Grunn for fristen|Why that day"
_COST = (
    "Kostnad|Kostnad utover budsjett|Kostnad ut over budsjettet|Ressurser|Ressursar|Ressursbruk|Cost"
    "|Cost beyond the budget|Resources"
)
_AMOUNT = "Beløp i kroner|Beløp|Kostnad i kroner|Amount in kroner|Amount"
_STATUS = "Status|Tilstand|State"
_CONTINUITY = "Nytt eller videreført|Nytt eller vidareført|Ny eller videreført|Ny eller vidareført|New or continued"
_GOALS = "Mål|Målkoder|Målkodar|Goals|Goal"
_INDICATORS = "Indikator|Indikatorer|Indikatorar|Indicators|Indicator"
_SERVES = "Hva det bidrar til|Kva det bidreg til|Mål og indikatorer|Mål og indikatorar|What it serves"
_WITH = "Bidragsytere|Bidragsytarar|Samarbeider med|Samarbeider|Medarbeidere|Collaborators|Who works on it too"
_OUTSIDE = "Eksterne|Andre organisasjoner|Andre organisasjonar|Fra andre organisasjoner|From other organisations"
_REASONS = "Bakgrunn|Kilde|Kjelde|Grunnlag|Hjemmel|Heimel|Begrunnelse|Grunngiving|Reason|Source|Where it comes from"
_IMMEDIATE = "Strakstiltak|Straks|Immediate|At once"
_RECONSIDER = "Vurderes på nytt|Blir vurdert på nytt|Revurderes|To be reconsidered by|Reconsider"
_RESULT = (
    "Resultat|Hva det førte til|Kva det førte til|Hva som kom ut av det|Kva som kom ut av det|Result|What came of it"
)
_DONE_ON = "Ferdig dato|Ferdigdato|Utført dato|Utført|Done|Done on|Completed on"
_NOTE = "Merknad|Notat|Kommentar|Hvordan det går|Korleis det går|Note|Comment"
