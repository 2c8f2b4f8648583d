"""What governs and what was promised: requirements, plans, cases and the statement, promises."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from samsvar.core.documents.model import Block, Blocks, Column, FactList, FigureRef, Paragraph, Row, Table, line, row
from samsvar.core.documents.numbers import format_date, format_instant
from samsvar.core.rules.dates import oslo_day
from samsvar.core.rules.indicators.status import Status
from samsvar.core.rules.statement import publication_deadline
from samsvar.front.reporting.tertial.asked import MOST, Asked, worded
from samsvar.front.reporting.tertial.indicators import figure_of
from samsvar.front.reporting.tertial.work import linked, rest_note
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.scoping import units_visible_to
from samsvar.platform.organisation.models import OrgUnit
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.models.impacts import ImpactStatus
from samsvar.subjects.governance.models import Requirement, RequirementCoverage
from samsvar.subjects.plans.models import Plan, PlanState
from samsvar.subjects.statements.models import Statement
from samsvar.subjects.strategy.models import Promise, SustainabilityProcess


def enterprises(asked: Asked, permission: Permission) -> list[OrgUnit]:
    """The unit's own enterprise and those beneath it on which the viewer has the permission. One query."""
    seen = OrgUnit.objects.enterprises().filter(units_visible_to(asked.viewer, permission)).under(asked.unit)
    return list(seen.alive(asked.period.last_day).order_by("path"))


def _coverage(asked: Asked, places: Sequence[OrgUnit]) -> QuerySet[RequirementCoverage]:
    readable = Requirement.objects.readable_by(asked.viewer).values("pk")
    return RequirementCoverage.objects.filter(enterprise__in=places, requirement__in=readable)


def requirement_rows(asked: Asked) -> QuerySet[RequirementCoverage]:
    """Requirements with nothing behind them at one unit or more of the unit's own enterprise."""
    return _coverage(asked, [asked.unit]).filter(nothing__gt=0)


def requirement_figure(asked: Asked, number: int) -> FigureRef:
    """How many requirements have nothing behind them, with what is behind the figure."""
    return _lacking(asked, asked.unit, number)


def _lacking(asked: Asked, enterprise: OrgUnit, number: int) -> FigureRef:
    where: dict[str, Any] = {"page": "governance:coverage", "unit": enterprise.key, "rule": "requirements.nothing"}
    found = asked.count("requirements-nothing", number, **where)
    return FigureRef(
        f"requirements-nothing-{enterprise.number or enterprise.key}",
        found.text,
        number,
        (f"unit:{enterprise.key}",),
        found.rule,
        found.edition,
        found.address,
    )


def requirements(asked: Asked) -> Blocks:
    """How many requirements lack everything, per enterprise, and the first of them at the own. Three queries."""
    places = enterprises(asked, Permission.VIEW_DOCUMENTS)
    counted = (
        _coverage(asked, places)
        .values("enterprise")
        .annotate(
            every=Count("pk"),
            lacking=Count("pk", filter=Q(nothing__gt=0)),
            stale=Count("pk", filter=Q(nothing=0) & (Q(old__gt=0) | Q(undated__gt=0))),
            at=Max("worked_out_at"),
        )
    )
    held = {each["enterprise"]: each for each in counted}
    if not held:
        return (Paragraph(line(_("No requirement is judged yet."))),)
    columns = (
        Column(_("Enterprise"), row_header=True, width=2.4),
        Column(_("Requirements asked"), "number"),
        Column(_("Nothing behind it"), "number"),
        Column(_("Too old, or of unknown age"), "number"),
    )
    rows = tuple(_coverage_row(asked, each, held.get(each.pk)) for each in places)
    at = max(each["at"] for each in held.values())
    note = _("Counted where one unit or more lacks it. Judged %(at)s.") % {"at": format_instant(at, asked.language)}
    blocks: list[Block] = [Table(_("Requirements per enterprise"), columns, rows, line(note))]
    own = held.get(asked.unit.pk)
    if own and own["lacking"]:
        blocks.append(_without(asked, own["lacking"]))
    return tuple(blocks)


def _coverage_row(asked: Asked, enterprise: OrgUnit, held: Mapping[str, Any] | None) -> Row:
    name = enterprise.name(asked.language)
    if held is None:
        return row(name, "–", _("not judged"), "–")
    return row(name, str(held["every"]), _lacking(asked, enterprise, held["lacking"]), str(held["stale"]))


def _without(asked: Asked, count: int) -> Table:
    rows = requirement_rows(asked).select_related("requirement__document")
    drawn = tuple(
        row(
            linked(
                asked, "requirement", each.requirement.key, each.requirement.name(asked.language),
                "governance:requirement",
            ),
            each.requirement.document.name(asked.language),
            str(each.nothing),
        )
        for each in rows.order_by("-nothing", "requirement_id")[:MOST]
    )  # fmt: skip
    columns = (
        Column(_("Requirement"), row_header=True, width=3),
        Column(_("Document"), width=2),
        Column(_("Units"), "number"),
    )
    return Table(_("Nothing behind it"), columns, drawn, rest_note(asked, len(drawn), count))


def _plans(asked: Asked, units: Sequence[OrgUnit]) -> dict[int, list[Plan]]:
    rows = Plan.objects.visible_to(asked.viewer, Permission.VIEW_ACTIONS).filter(unit__in=units, year=asked.period.year)
    found: dict[int, list[Plan]] = {}
    for plan in rows.select_related("quality").order_by("title", "pk"):
        found.setdefault(plan.unit_id, []).append(plan)
    return found


def units_below(asked: Asked) -> list[OrgUnit]:
    """The units right beneath that the viewer may see, as they live when the period ends. One query."""
    seen = OrgUnit.objects.filter(units_visible_to(asked.viewer, Permission.VIEW_ACTIONS), parent=asked.unit)
    return list(seen.alive(asked.period.last_day).order_by("path"))


def plans(asked: Asked) -> Blocks:
    """The action plans of the unit and those right beneath it: accepted, on their way, missing. Two queries."""
    below = units_below(asked)
    held = _plans(asked, [asked.unit, *below])
    rows: list[Row] = []
    for unit in [asked.unit, *below]:
        for plan in held.get(unit.pk, []):
            quality = getattr(plan, "quality", None)
            late = str(quality.late) if quality else "–"
            title = linked(asked, "plan", plan.key, plan.title, "plans:plan")
            rows.append(row(unit.name(asked.language), title, plan.get_state_display(), late))
        if unit.pk not in held:
            rows.append(row(unit.name(asked.language), _("Lacks a plan"), "–", "–"))
    columns = (
        Column(_("Unit"), row_header=True, width=2),
        Column(_("Plan"), width=2.4),
        Column(_("State"), width=1.2),
        Column(_("Actions over their deadline"), "number"),
    )
    blocks: list[Block] = []
    if below:
        accepted = [unit for unit in below if any(each.state == PlanState.ACCEPTED for each in held.get(unit.pk, []))]
        where: dict[str, Any] = {"rule": "plans.accepted", "page": "plans:plans", "year": asked.period.year}
        number = asked.count("plans-accepted", len(accepted), **where)
        words = _("%(n)s of %(of)s units right beneath have an accepted plan for %(year)s.")
        blocks.append(Paragraph(worded(words, n=number, of=str(len(below)), year=str(asked.period.year))))
        lacking = [unit.name(asked.language) for unit in below if unit not in accepted]
        if lacking:
            names = [*lacking[:MOST], *([_("and %(n)s more") % {"n": len(lacking) - MOST}] if lacking[MOST:] else [])]
            blocks.append(Paragraph(line(_("Without one: %(names)s.") % {"names": ", ".join(names)})))
    caption = _("Action plans for %(year)s") % {"year": asked.period.year}
    return (*blocks, Table(caption, columns, tuple(rows[: 4 * MOST]), rest_note(asked, 4 * MOST, len(rows))))


def responsibility(asked: Asked) -> Blocks:
    """Cases of adverse impact in numbers, and where the statement under the Transparency Act stands. Three queries."""
    blocks: list[Block] = []
    if asked.works_there:
        rows = AdverseImpact.objects.filter(enterprise=asked.unit)
        span = (asked.period.first_day, asked.period.last_day)
        found = rows.aggregate(
            open=Count("pk", filter=~Q(status=ImpactStatus.CLOSED)),
            new=Count("pk", filter=Q(known_on__range=span)),
            closed=Count("pk", filter=Q(closed_on__range=span)),
        )
        said = {"open": _("Open now"), "new": _("Known in the period"), "closed": _("Closed in the period")}
        counts = [
            (words, line(asked.count(f"impacts-{word}", found[word], rule=f"impacts.{word}",
                                     page="due_diligence:impacts")))
            for word, words in said.items()
        ]  # fmt: skip
        blocks += [Paragraph(line(_("Adverse impacts on people and the environment:"))), FactList(tuple(counts))]
    return (*blocks, _statements(asked))


def _statements(asked: Asked) -> Table:
    year = asked.period.year if asked.is_annual else asked.period.year - 1
    places = enterprises(asked, Permission.VIEW_UNITS)
    rows = Statement.objects.readable_by(asked.viewer).filter(
        enterprise__in=places, year=year, published_at__isnull=False
    )
    held = {each.enterprise_id: each for each in rows.order_by("edition").defer("frozen", "levels")}
    due = publication_deadline(date(year, 12, 31)).due_on
    columns = (
        Column(_("Enterprise"), row_header=True, width=2),
        Column(_("Statement for %(year)s") % {"year": year}, width=2.4),
    )
    drawn = tuple(row(each.name(asked.language), _published(asked, held.get(each.pk), due)) for each in places)
    note = _("Transparency Act § 5: published by 30 June.")
    return Table(_("The statement on due diligence"), columns, drawn, line(note))


def _published(asked: Asked, statement: Statement | None, due: date) -> FigureRef | str:
    if statement is not None and statement.published_at:
        day = format_date(oslo_day(statement.published_at), asked.language)
        words = _("Published %(day)s") % {"day": day}
        found = linked(asked, "statement", statement.key, words, "statements:workspace")
        return found if isinstance(found, FigureRef) else words
    if asked.today > due:
        return _("Not published: over its deadline %(day)s") % {"day": format_date(due, asked.language)}
    return _("Not published yet; the deadline is %(day)s") % {"day": format_date(due, asked.language)}


def promises(asked: Asked) -> Blocks:
    """The promises of the newest process, each with how its indicators stand. Six queries."""
    readable = SustainabilityProcess.objects.readable_by(asked.viewer).filter(enterprise=asked.unit)
    rows = Promise.objects.filter(process__in=readable, process__year__lte=asked.period.year)
    found = list(rows.prefetch_related("indicators").order_by("-process__year", "number"))
    every = [each for each in found if each.process_id == found[0].process_id]
    if not every:
        return (Paragraph(line(_("No promise is registered."))),)
    standings = {each.indicator.pk: each for each in asked.standings}
    columns = (
        Column(_("Promise"), row_header=True, width=3),
        Column(_("How its indicators stand"), width=2.4),
    )
    drawn = []
    for promise in every:
        cells: list[Any] = []
        for indicator in promise.indicators.all():
            shown = standings.get(indicator.pk)
            if shown is None:
                continue
            cells += [", "] if cells else []
            met = {Status.MET: _("met"), Status.MISSED: _("not met"), Status.NEAR: _("nearly met")}
            said = met.get(shown.standing.status, _("not known"))
            cells += [f"{indicator.name(asked.language)}: ", figure_of(asked, shown), f" ({said})"]
        drawn.append(row(promise.text, line(*cells) if cells else _("No indicator tells of it")))
    return (Table(_("Promises"), columns, tuple(drawn)),)
