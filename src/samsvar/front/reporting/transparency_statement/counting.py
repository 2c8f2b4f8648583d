"""Counts the figures that people may name in their texts, from the records gathered."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from samsvar.core.documents.model import Language
from samsvar.core.documents.numbers import format_money, format_number
from samsvar.front.reporting.transparency_statement.figures import Figures
from samsvar.front.reporting.transparency_statement.records import (
    AreaLine,
    Asked,
    ContractLine,
    StatementRecords,
)
from samsvar.platform.organisation.models import KeyFigureKind
from samsvar.platform.ui.addresses import page_address

OWNERSHIPS = ("own", "shared", "used", "assisted")


def counted_figures(records: StatementRecords, language: Language) -> Figures:
    """Every figure of the statement that can be named."""
    edition = ", ".join(f"{source} {held}" for source, held in sorted(records.editions.items()))
    figures = Figures(language, edition)
    _contracts(figures, records)
    _asked(figures, "", records.asked, "", page_address("due_diligence:contracts", unit=records.enterprise.key))
    for place, area in enumerate(records.areas, start=1):
        _area(figures, place, area)
    _impacts(figures, records)
    _enterprise(figures, records)
    return figures


def contract_records(contracts: tuple[ContractLine, ...] | list[ContractLine]) -> tuple[str, ...]:
    """References to contracts by their own numbers."""
    return tuple(f"contract:{line.number}" for line in contracts)


def _owned(ownership: str) -> Callable[[ContractLine], bool]:
    return lambda line: line.ownership == ownership


def _at_level(level: int) -> Callable[[ContractLine], bool]:
    return lambda line: line.level == level


def _contracts(figures: Figures, records: StatementRecords) -> None:
    def count(name: str, said: str, fits: Callable[[ContractLine], bool], **query: object) -> None:
        chosen = [line for line in records.contracts if fits(line)]
        figures.keep(
            said,
            figures.counted(
                name,
                len(chosen),
                records=contract_records(chosen),
                rule="contracts_in_period",
                address=page_address("due_diligence:contracts", unit=records.enterprise.key, **query),
            ),
        )

    count("contracts_total", _("contracts in the period"), lambda line: True)
    said_of = {
        "own": _("own agreements"),
        "shared": _("agreements shared with the administration"),
        "used": _("agreements used, owned by others"),
        "assisted": _("agreements bought for others who own them"),
    }
    for ownership in OWNERSHIPS:
        count(f"contracts_{ownership}", said_of[ownership], _owned(ownership), ownership=ownership)
    count("contracts_assessed", _("contracts we assess"), lambda line: line.level is not None, level=[1, 2, 3, 4])
    for level in (1, 2, 3, 4):
        said = _("contracts at level %(level)d") % {"level": level}
        count(f"contracts_level_{level}", said, _at_level(level), level=level)
    count("contracts_high", _("contracts at level 3 or 4"), lambda line: (line.level or 0) >= 3, level=[3, 4])
    count(
        "contracts_unknown",
        _("assessed contracts with an unknown factor"),
        lambda line: line.level is not None and bool(line.unknown),
        view="missing",
    )


def _asked(figures: Figures, start: str, asked: Asked, about: str, address: str) -> None:
    """Asked, answered and not answered, in all or in one area."""
    rows = (
        ("asked", asked.respondents, _("suppliers and owners asked")),
        ("answered", asked.answered, _("of them answered")),
        ("not_answered", asked.silent, _("of them not answered")),
    )
    for name, chosen, said in rows:
        figures.keep(
            f"{about}{said}",
            figures.counted(
                f"{start}{name}",
                len(chosen),
                records=(each.reference for each in chosen),
                rule=f"inquiries_{name}",
                address=address,
            ),
        )


def area_start(place: int) -> str:
    """How the figures of the area at the place in order begin, counted from 1."""
    return f"area_{place}_"


def _area(figures: Figures, place: int, area: AreaLine) -> None:
    start, address = area_start(place), page_address("due_diligence:risk_area", area.key)
    title = {"area": area.title}
    very_high = [line for line in area.contracts if line.level == 4]
    known = [line for line in area.contracts if line.value_ore is not None and line.ownership != "assisted"]
    worth = sum(line.value_ore or 0 for line in known) if known else None
    figures.keep(
        _("%(area)s: contracts") % title,
        figures.counted(
            f"{start}contracts",
            len(area.contracts),
            records=contract_records(area.contracts),
            rule="contracts_in_area",
            address=address,
        ),
    )
    figures.keep(
        _("%(area)s: contracts at level 4") % title,
        figures.counted(
            f"{start}level_4",
            len(very_high),
            records=contract_records(very_high),
            rule="contracts_in_area_at_level",
            address=address,
        ),
    )
    figures.keep(
        _("%(area)s: value of the contracts") % title,
        figures.counted(
            f"{start}value",
            worth,
            records=contract_records(known),
            rule="sum_of_contract_values",
            address=address,
            text=format_money(worth, figures.language, "long"),
        ),
    )
    _asked(figures, start, area.asked, f"{area.title}: ", address)


def _impacts(figures: Figures, records: StatementRecords) -> None:
    address = page_address("due_diligence:impacts", unit=records.enterprise.key)
    told = [line for line in records.impacts if line.status != "closed"]
    actual = [line for line in told if line.actuality == "actual"]
    for name, lines, said, rule in (
        ("impacts_open", told, _("open adverse impacts"), "impacts_open"),
        ("impacts_actual", actual, _("of them actual"), "impacts_open_actual"),
    ):
        figures.keep(
            said,
            figures.counted(
                name, len(lines), records=(f"impact:{line.number}" for line in lines), rule=rule, address=address
            ),
        )


def _enterprise(figures: Figures, records: StatementRecords) -> None:
    language, year = figures.language, records.statement.year
    shown: dict[KeyFigureKind, tuple[str, Callable[[int], str]]] = {
        KeyFigureKind.EMPLOYEES: (_("employees"), lambda value: format_number(value, language)),
        KeyFigureKind.PERSON_YEARS: (_("person-years"), lambda value: format_number(value / 10, language, 1)),
        KeyFigureKind.TURNOVER: (_("turnover"), lambda value: format_money(value, language, "long")),
        KeyFigureKind.BALANCE_TOTAL: (_("balance total"), lambda value: format_money(value, language, "long")),
    }
    for kind, line in records.key_figures.items():
        said, form = shown[KeyFigureKind(kind)]
        figures.keep(
            said,
            figures.counted(
                str(kind),
                line.value,
                records=(f"key_figure:{kind}:{year}",),
                rule=line.source or "key_figure",
                text=form(line.value),
                address=page_address("administration:key_figures", unit=records.enterprise.key),
            ),
        )
