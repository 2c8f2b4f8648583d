"""Adverse impacts, each in a box of its own, and what is done about them (§ 5 b and c)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samsvar.core.documents.model import Block, Blocks, Box, Column, FigureRef, Inline, Strong, Table, line, row
from samsvar.core.documents.numbers import format_date
from samsvar.front.reporting.transparency_statement.records import ActionLine, ImpactLine, RemediationLine
from samsvar.front.reporting.transparency_statement.sections.drawing import (
    Drawing,
    joined,
    paragraph,
    woven_parts,
    written,
)
from samsvar.front.reporting.transparency_statement.words import countries, risk_kinds
from samsvar.platform.ui.addresses import page_address
from samsvar.subjects.due_diligence.models.shared_cases import Ground

Sentence = list[str | Inline]


def other_impacts(drawing: Drawing) -> Blocks:
    """Impacts that belong to no risk area told of, those in own operations among them (R001-02)."""
    others = [impact for impact in drawing.records.impacts if impact.pk not in drawing.home_of]
    boxes = impact_boxes(drawing, others)
    actions = [action for impact in others for action in drawing.records.actions_on(impact)]
    return (*boxes, *measures_table(drawing, actions, _("other impacts"))) if boxes else ()


def impact_boxes(drawing: Drawing, impacts: Iterable[ImpactLine]) -> Blocks:
    """Each impact that is not withheld, in a box of its own."""
    return tuple(
        Box(impact.title, _impact(drawing, impact)) for impact in impacts if drawing.tell(f"impact:{impact.key}")
    )


def _impact(drawing: Drawing, impact: ImpactLine) -> Blocks:
    state = {
        ("actual", "confirmed"): _("An actual impact, confirmed."),
        ("actual", "alleged"): _("Not confirmed, but treated as actual until the case is settled."),
        ("potential", "confirmed"): _("A possible impact: the risk is well documented."),
        ("potential", "alleged"): _("A possible impact: the risk is alleged."),
    }[(impact.actuality, impact.verification)]
    blocks: list[Block] = [
        joined(
            [[Strong(line(state))], *([sentence] for sentence in _facts(drawing, impact)), *_grades(drawing, impact)]
        ),
        *written(impact.description),
        *_certainty(drawing, impact),
    ]
    if impact.source:
        blocks.append(paragraph(_("Source: %(source)s.") % {"source": impact.source.rstrip(".")}))
    blocks += [joined(_remediation(drawing, impact, place, each)) for place, each in enumerate(impact.remediation, 1)]
    blocks += _leaving(drawing, impact)
    blocks += _news(drawing, impact)
    return tuple(blocks)


def _facts(drawing: Drawing, impact: ImpactLine) -> Iterable[str]:
    settings = {
        "own_operations": _("It concerns our own operations."),
        "supply_chain": _("It concerns our supply chain."),
        "business_partner": _("It concerns a business partner."),
    }
    yield settings[impact.setting]
    if impact.risk_kinds:
        yield _("What it is about: %(kinds)s.") % {"kinds": risk_kinds(impact.risk_kinds, drawing.language)}
    if impact.affected:
        yield _("Affected: %(people)s.") % {"people": impact.affected}
    places = countries(impact.countries, drawing.language)
    where = ", ".join(part for part in (impact.facility, places) if part)
    if where:
        yield _("Where: %(places)s.") % {"places": where}


def _grades(drawing: Drawing, impact: ImpactLine) -> Iterable[Sentence]:
    if impact.severity is None:
        yield [_("How severe it is, is not graded yet.")]
    else:
        severity = _figure(drawing, impact, "severity", impact.severity)
        yield woven_parts(_("Severity {severity} of 5."), severity=severity)
    yield [
        {
            "caused": _("We have caused it."),
            "contributed": _("We have contributed to it."),
            "linked": _("We are linked to it through what we buy."),
        }.get(impact.involvement, _("How we are involved is not clear yet."))
    ]


def _figure(drawing: Drawing, impact: ImpactLine, name: str, value: int | None) -> FigureRef:
    return drawing.figures.counted(
        f"impact_{impact.key}_{name}",
        value,
        records=(f"impact:{impact.number}",),
        rule=f"impact_{name.rstrip('0123456789_')}",
        address=page_address("due_diligence:impact", impact.key),
    )


def _certainty(drawing: Drawing, impact: ImpactLine) -> Blocks:
    """Whose agreement it hangs on (R001-68), and how sure the link is, with the reason (R001-69)."""
    known = drawing.records.contract_by_pk
    hangs_on = [known[each] for each in impact.contract_ids if each in known]
    sentences = []
    if hangs_on and all(each.ownership == "used" for each in hangs_on):
        sentences.append(_("The agreement is owned by others; we use it."))
    if hangs_on or impact.supplier_ids:
        sure = {
            "certain": _("We know that what is delivered to us is tied to it."),
            "likely": _("It is likely that what is delivered to us is tied to it."),
            "unknown": _("It is uncertain whether what is delivered to us is tied to it."),
        }
        sentences.append(sure.get(impact.certainty, sure["unknown"]))
    if not sentences:
        return ()
    return (paragraph(" ".join([*sentences, *impact.certainty_reasons])),)


def _remediation(drawing: Drawing, impact: ImpactLine, place: int, mended: RemediationLine) -> Iterable[Sentence]:
    """Who, what, agreed by whom, with whom, how many reached, verified or not (R001-70)."""
    yield [_("Remediation for %(who)s: %(what)s.") % {"who": mended.who, "what": mended.what.rstrip(".")}]
    if mended.agreed_by:
        yield [_("Agreed by: %(by)s.") % {"by": mended.agreed_by.rstrip(".")}]
    if mended.partners:
        yield [_("Together with: %(partners)s.") % {"partners": mended.partners.rstrip(".")}]
    if mended.reached is None and mended.people is None:
        yield [_("How many have been reached is not known yet.")]
    else:
        yield woven_parts(
            _("Reached: {reached} of {people}."),
            reached=_figure(drawing, impact, f"reached_{place}", mended.reached),
            people=_figure(drawing, impact, f"people_{place}", mended.people),
        )
    yield [_("Verified by %(by)s.") % {"by": mended.verified_by} if mended.verified_by else _("Not verified yet.")]


def _leaving(drawing: Drawing, impact: ImpactLine) -> Blocks:
    """That this enterprise has decided to leave the supplier; it could be decided only when all was weighed."""
    left = impact.leaving
    if left is None:
        return ()
    words = {"day": format_date(left.decided_on, drawing.language), "ends": left.ends.rstrip(".")}
    sentences = [
        _("On %(day)s we decided to leave the supplier, as the last step. What ends: %(ends)s.") % words,
        _("Why: %(ground)s.") % {"ground": Ground(left.ground).label},
        _("First we weighed what it does to the workers, what those affected say, and other ways."),
    ]
    if left.ends_on is not None:
        sentences.append(_("It ends on %(day)s.") % {"day": format_date(left.ends_on, drawing.language)})
    return (paragraph(" ".join(sentences)),)


def _news(drawing: Drawing, impact: ImpactLine) -> Blocks:
    blocks: list[Block] = []
    if impact.latest_news_on:
        words = {
            "day": format_date(impact.latest_news_on, drawing.language),
            "channel": impact.latest_channel,
            "text": impact.latest_news,
        }
        blocks.append(paragraph(_("Status %(day)s, %(channel)s: %(text)s") % words))
    if impact.status == "closed":
        day = format_date(impact.closed_on, drawing.language) if impact.closed_on else ""
        closed = _("The case was closed %(day)s.") % {"day": day} if day else _("The case is closed.")
        blocks.append(paragraph(" ".join(part for part in (closed, impact.conclusion.strip()) if part)))
    return tuple(blocks)


def measures_table(drawing: Drawing, actions: Iterable[ActionLine], about: str) -> Blocks:
    """Measures with result, or what is expected (§ 5 c), each once. Those that answer what is withheld are left out."""
    impacts = {impact.pk for impact in drawing.records.impacts if f"impact:{impact.key}" in drawing.left_out}
    areas = {area.pk for area in drawing.records.areas if f"area:{area.key}" in drawing.left_out}
    shown = (action for action in actions if action.impact_id not in impacts and action.area_id not in areas)
    kept = list({action.key: action for action in shown if action.status != "cancelled"}.values())
    if not kept:
        return ()
    return (
        Table(
            caption=_("Measures and results: %(about)s") % {"about": about},
            columns=(
                Column(_("Measure"), row_header=True, width=2),
                Column(_("Result, or what we expect"), width=2),
                Column(_("Deadline"), width=1),
            ),
            rows=tuple(row(action.title, outcome(action), _due(drawing, action)) for action in kept),
        ),
    )


def outcome(action: ActionLine) -> str:
    """What came of the action, or what is expected; neither is said too."""
    if action.result.strip():
        return action.result
    if action.expected.strip():
        return _("We expect: %(expected)s") % {"expected": action.expected}
    return _("No result yet")


def _due(drawing: Drawing, action: ActionLine) -> str:
    if action.done_on:
        return _("done %(day)s") % {"day": format_date(action.done_on, drawing.language, "table")}
    return format_date(action.due_on, drawing.language, "table") if action.due_on else _("no deadline")
