"""The figures of a statement: each with its value, the records it counts, its rule, and where a person sees them."""

from collections.abc import Callable, Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.core.documents.model import FigureRef, Language
from samsvar.core.documents.numbers import format_money, format_number
from samsvar.front.reporting.transparency_statement.records import ContractLine, StatementRecords
from samsvar.platform.organisation.models import KeyFigureKind

#: Figures that count more records than this name their rule and address, and not each record.
MOST_RECORDS = 2_000


class Figures(Mapping[str, FigureRef]):
    """All figures of one statement by their id, as people name them in their text: `{{figure:contracts_level_4}}`."""

    def __init__(self, records: StatementRecords, language: Language) -> None:
        self._language = language
        self._unit = records.enterprise.key
        self._profile = f"{reverse('administration:profile')}?unit={records.enterprise.key}"
        self._edition = ", ".join(f"{source} {edition}" for source, edition in sorted(records.editions.items()))
        self._held: dict[str, FigureRef] = {}
        self.said: dict[str, str] = {}
        self._contracts(records)
        self._areas(records)
        self._impacts(records)
        self._enterprise(records)

    def __getitem__(self, name: str) -> FigureRef:
        return self._held[name]

    def __iter__(self) -> "Iterable[str]":  # type: ignore[override]
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def _add(
        self,
        name: str,
        value: int | None,
        said: str,
        *,
        records: Iterable[str] = (),
        rule: str,
        address: str = "",
        text: str = "",
    ) -> None:
        shown = text or format_number(value, self._language)
        behind = tuple(records)
        self._held[name] = FigureRef(
            id=name,
            text=shown,
            value=value,
            records=behind if len(behind) <= MOST_RECORDS else (),
            rule=rule,
            edition=self._edition,
            address=address or None,
        )
        self.said[name] = said

    def _list(self, query: str = "") -> str:
        return f"{reverse('due_diligence:contracts')}?unit={self._unit}{'&' + query if query else ''}"

    def _contracts(self, records: StatementRecords) -> None:
        def count(name: str, said: str, query: str, fits: Callable[[ContractLine], bool]) -> None:
            chosen = [line for line in records.contracts if fits(line)]
            self._add(
                name,
                len(chosen),
                said,
                records=(f"contract:{line.number}" for line in chosen),
                rule="contracts_in_period",
                address=self._list(query),
            )

        count("contracts_total", _("contracts in the period"), "", lambda line: True)
        for ownership, said in (
            ("own", _("own agreements")),
            ("shared", _("agreements shared with the administration")),
            ("used", _("agreements used, owned by others")),
            ("assisted", _("agreements bought for others who own them")),
        ):
            count(
                f"contracts_{ownership}",
                said,
                f"ownership={ownership}",
                lambda line, wanted=ownership: line.ownership == wanted,  # type: ignore[misc]
            )
        count("contracts_assessed", _("contracts we assess"), "assessed=1", lambda line: line.level is not None)
        for level in (1, 2, 3, 4):
            count(
                f"contracts_level_{level}",
                _("contracts at level %(level)d") % {"level": level},
                f"level={level}",
                lambda line, wanted=level: line.level == wanted,  # type: ignore[misc]
            )
        count(
            "contracts_high",
            _("contracts at level 3 or 4"),
            "level=3&level=4",
            lambda line: line.level is not None and line.level >= 3,
        )
        count(
            "contracts_unknown",
            _("assessed contracts with an unknown factor"),
            "view=unknown",
            lambda line: line.level is not None and bool(line.unknown),
        )

    def _areas(self, records: StatementRecords) -> None:
        total_asked = total_answered = 0
        for place, area in enumerate(records.areas, start=1):
            start = f"area_{place}"
            address = reverse("due_diligence:risk_area", args=[area.key])
            numbers = [f"contract:{line.number}" for line in area.contracts]
            title = {"area": area.title}
            self._add(
                f"{start}_contracts", len(area.contracts), _("%(area)s: contracts") % title,
                records=numbers, rule="contracts_in_area", address=address,
            )  # fmt: skip
            self._add(
                f"{start}_level_4",
                sum(line.level == 4 for line in area.contracts),
                _("%(area)s: contracts at level 4") % title,
                records=(f"contract:{line.number}" for line in area.contracts if line.level == 4),
                rule="contracts_in_area_at_level",
                address=address,
            )
            known = [line for line in area.contracts if line.value_ore is not None and line.ownership != "assisted"]
            worth = sum(line.value_ore or 0 for line in known) if known else None
            self._add(
                f"{start}_value", worth, _("%(area)s: value of the contracts") % title,
                records=(f"contract:{line.number}" for line in known), rule="sum_of_contract_values",
                address=address, text=format_money(worth, self._language, "long"),
            )  # fmt: skip
            for name, value, said in (
                ("asked", area.asked.asked, _("%(area)s: asked") % title),
                ("answered", area.asked.answered, _("%(area)s: answered") % title),
                ("not_answered", area.asked.not_answered, _("%(area)s: not answered") % title),
            ):
                self._add(f"{start}_{name}", value, said, rule=f"inquiries_{name}", address=address)
            total_asked += area.asked.asked
            total_answered += area.asked.answered
        self._add("asked", total_asked, _("suppliers and owners asked"), rule="inquiries_asked")
        self._add("answered", total_answered, _("of them answered"), rule="inquiries_answered")

    def _impacts(self, records: StatementRecords) -> None:
        address = f"{reverse('due_diligence:impacts')}?unit={self._unit}"
        told = [line for line in records.impacts if line.status != "closed"]
        actual = [line for line in told if line.actuality == "actual"]
        self._add(
            "impacts_open", len(told), _("open adverse impacts"),
            records=(f"impact:{line.number}" for line in told), rule="impacts_open", address=address,
        )  # fmt: skip
        self._add(
            "impacts_actual", len(actual), _("of them actual"),
            records=(f"impact:{line.number}" for line in actual), rule="impacts_open_actual", address=address,
        )  # fmt: skip

    def _enterprise(self, records: StatementRecords) -> None:
        shown = {
            KeyFigureKind.EMPLOYEES: (_("employees"), lambda value: format_number(value, self._language)),
            KeyFigureKind.PERSON_YEARS: (_("person-years"), lambda value: format_number(value / 10, self._language, 1)),
            KeyFigureKind.TURNOVER: (_("turnover"), lambda value: format_money(value, self._language, "long")),
            KeyFigureKind.BALANCE_TOTAL: (
                _("balance total"),
                lambda value: format_money(value, self._language, "long"),
            ),
        }
        for kind, line in records.key_figures.items():
            said, form = shown[KeyFigureKind(kind)]
            self._add(
                kind, line.value, said, records=(f"key_figure:{kind}:{records.statement.year}",),
                rule=line.source, text=form(line.value), address=self._profile,
            )  # fmt: skip
