"""The draft held against § 5, letter by letter: the records turned into what the rule asks for."""

from collections.abc import Collection, Iterable
from typing import Protocol

from samsvar.core.documents.model import Blocks
from samsvar.core.rules.risk.facts import Finding, Nature
from samsvar.core.rules.statement import (
    LetterCheck,
    MeasureFacts,
    StatedArea,
    StatedImpact,
    StatementFacts,
    completeness,
    untold_known_impacts,
)
from samsvar.front.reporting.transparency_statement.records import ActionLine, StatementRecords

NO_STATUS = "no_status"


class Part(Protocol):
    """What the check needs of a section."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def drawn(self) -> Blocks: ...


def facts_of(records: StatementRecords, parts: Iterable[Part], told: Collection[str]) -> StatementFacts:
    """What completeness is judged by. Text that people wrote in the section counts for what the records lack.

    `told` are the records that a section really tells of, as `impact:…` and `area:…`.
    """
    said = {part.id: part.text for part in parts}
    profile = records.profile
    shows_method = any(section in said for section in ("mapping", "findings"))
    code = records.code.title if records.code else ""
    return StatementFacts(
        enterprise=records.enterprise.key,
        period_from=records.statement.period_from,
        period_to=records.statement.period_to,
        organisation=(profile.history if profile else "") or said.get("enterprise", "") or said.get("organisation", ""),
        area_of_operation=(profile.purpose if profile else "") or said.get("enterprise", ""),
        guidelines=code or said.get("embedding", ""),
        routines=said.get("mapping", "") or said.get("embedding", "") or (records.method if shows_method else ""),
        role_holder=records.responsible,
        impacts=tuple(
            StatedImpact(
                id=impact.key,
                nature=Nature(impact.actuality),
                finding=Finding(impact.verification),
                severity=impact.severity,
                # What became known after the period and before the drawing is told of as well.
                known_on=min(impact.known_on, records.counted_on) if impact.known_on else None,
                closed_on=impact.closed_on,
                told=f"impact:{impact.key}" in told,
                measures=_measures(records.actions_on(impact)),
            )
            for impact in records.impacts
        ),
        areas=tuple(
            StatedArea(
                id=area.key,
                status="" if area.status == NO_STATUS else area.status,
                told=f"area:{area.key}" in told,
                measures=_measures(area.actions),
            )
            for area in records.areas
        ),
    )


def check(records: StatementRecords, parts: Iterable[Part], told: Collection[str]) -> tuple[LetterCheck, ...]:
    """What is present and what is missing under § 5 a, b and c."""
    return completeness(facts_of(records, parts, told))


def untold(records: StatementRecords, parts: Iterable[Part], told: Collection[str]) -> tuple[str, ...]:
    """Known actual impacts on human rights that the draft is silent about, by title: they stop the publishing."""
    silent = set(untold_known_impacts(facts_of(records, parts, told)))
    return tuple(impact.title for impact in records.impacts if impact.key in silent and impact.human_right)


def _measures(actions: Iterable[ActionLine]) -> tuple[MeasureFacts, ...]:
    return tuple(
        MeasureFacts(action.key, action.result, action.expected) for action in actions if action.status != "cancelled"
    )
