"""As a buyer: how contracts are rated, what the greatest risk areas are, and what was found (§ 5 b)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.charts import LevelCount, level_bars
from samsvar.core.documents.model import (
    Block,
    Blocks,
    Box,
    Column,
    Heading,
    Inline,
    Paragraph,
    Picture,
    RiskLevel,
    Table,
    row,
)
from samsvar.core.documents.numbers import format_date, format_number
from samsvar.front.reporting.transparency_statement.records import (
    ActionLine,
    AreaLine,
    ContractLine,
    ImpactLine,
    RemediationLine,
)
from samsvar.front.reporting.transparency_statement.sections.drawing import Drawing, bullets, paragraph, woven, written
from samsvar.front.reporting.transparency_statement.words import (
    countries,
    level_word,
    listed,
    materials,
    risk_kinds,
    stages,
)

FACTORS = ("product", "country", "service", "supplier")


def buyer(drawing: Drawing) -> Blocks:
    """How many contracts, whose they are, and for whom we buy."""
    blocks: list[Block] = [
        woven(
            _(
                "In the period we had {total} contracts: {own} of our own, {shared} shared with the administration, "
                "{used} that we use and others own, and {assisted} that we bought for others who own them."
            ),
            total=drawing.figure("contracts_total"),
            own=drawing.figure("contracts_own"),
            shared=drawing.figure("contracts_shared"),
            used=drawing.figure("contracts_used"),
            assisted=drawing.figure("contracts_assisted"),
        )
    ]
    if drawing.records.buyers:
        blocks.append(
            paragraph(
                _("Bodies that may buy under our agreements: %(bodies)s.") % {"bodies": listed(drawing.records.buyers)}
            )
        )
    return tuple(blocks)


def mapping(drawing: Drawing) -> Blocks:
    """Which agreements are assessed by which factors (R001-57), and the levels they got."""
    return (
        paragraph(
            _(
                "We assess agreements that we own alone or with the administration. Of owners of agreements that we "
                "only use, we ask for the status. Agreements that we buy for others who own them are not assessed by us."
            )
        ),
        paragraph(
            _(
                "Each agreement gets a level from 1 to 4 by product, country, service and supplier. Where a fact is "
                "missing, the risk counts as high until it is known."
            )
        ),
        _by_ownership(drawing),
        _levels(drawing),
    )


def _by_ownership(drawing: Drawing) -> Table:
    words = {
        "own": _("Own"),
        "shared": _("Shared with the administration"),
        "used": _("Used, owned by others"),
        "assisted": _("Bought for others"),
    }
    followed = {
        "own": _("assessed by us"),
        "shared": _("assessed by us"),
        "used": _("the owner is asked"),
        "assisted": _("not assessed by us"),
    }
    lines = []
    for ownership, name in words.items():
        of_it = [line for line in drawing.records.contracts if line.ownership == ownership]
        counts = [_applied(of_it, factor, drawing) for factor in FACTORS]
        lines.append(row(name, drawing.figure(f"contracts_{ownership}"), *counts, followed[ownership]))
    return Table(
        caption=_("Agreements by ownership, and by which factors they are assessed"),
        columns=(
            Column(_("Ownership"), row_header=True, width=2),
            Column(_("Agreements"), kind="number"),
            Column(_("Product"), kind="number"),
            Column(_("Country"), kind="number"),
            Column(_("Service"), kind="number"),
            Column(_("Supplier"), kind="number"),
            Column(_("What is done"), width=1.5),
        ),
        rows=tuple(lines),
    )


def _applied(contracts: Iterable[ContractLine], factor: str, drawing: Drawing) -> str:
    return format_number(sum(line.level is not None and factor in line.factors for line in contracts), drawing.language)


def _levels(drawing: Drawing) -> Picture:
    counts = [(level, drawing.figure(f"contracts_level_{level}")) for level in (4, 3, 2, 1)]
    sources = drawing.figure("contracts_total").edition
    said = ", ".join(f"{level_word(level)} {figure.text}" for level, figure in counts)
    return Picture(
        svg=level_bars(
            [LevelCount(level, level_word(level), int(figure.value or 0), figure.text) for level, figure in counts]
        ),
        alternative=_("Agreements assessed, by level: %(counts)s") % {"counts": said},
        caption=_("Agreements by level as of %(day)s. Sources: %(sources)s. Method: %(method)s.")
        % {
            "day": format_date(drawing.records.counted_on, drawing.language),
            "sources": sources,
            "method": drawing.records.method,
        },
        table=Table(
            caption=_("Agreements assessed, by level"),
            columns=(Column(_("Level"), kind="level", row_header=True), Column(_("Agreements"), kind="number")),
            rows=tuple(row(RiskLevel(level, level_word(level)), figure) for level, figure in counts),
        ),
    )


def areas(drawing: Drawing) -> Blocks:
    """One of the year's greatest risk areas."""
    return _area(drawing, drawing.area) if drawing.area is not None else ()


def other_areas(drawing: Drawing) -> Blocks:
    """The other areas of the year, each under its own heading; one without status is told of as such (R001-85)."""
    others = [area for area in drawing.records.areas if not area.significant]
    if not others:
        return (paragraph(_("No other risk areas are recorded for the year.")),)
    blocks: list[Block] = []
    for area in others:
        blocks.append(Heading(area.title, 3))
        blocks += _area(drawing, area)
    return tuple(blocks)


def _area(drawing: Drawing, area: AreaLine) -> Blocks:
    if f"area:{area.key}" in drawing.left_out:
        return ()
    place = drawing.records.areas.index(area) + 1
    blocks: list[Block] = [*written(area.description)]
    if area.contracts:
        blocks.append(_counted(drawing, area, place))
    facts = _risks(drawing, area)
    if facts:
        blocks.append(bullets(*facts))
    for trait, source in area.vulnerabilities:
        blocks.append(paragraph(_("%(trait)s (source: %(source)s)") % {"trait": trait, "source": source}))
    blocks += written(area.follow_up)
    blocks += _answers(drawing, area, place)
    blocks += impact_boxes(drawing, _impacts_of(drawing, area))
    blocks += measures_table(drawing, area.actions, area.title)
    return tuple(blocks)


def _counted(drawing: Drawing, area: AreaLine, place: int) -> Paragraph:
    split = [
        (_("%(count)d of our own"), ("own",)),
        (_("%(count)d shared"), ("shared",)),
        (_("%(count)d owned by others"), ("used",)),
        (_("%(count)d bought for others"), ("assisted",)),
    ]
    parts = [
        words % {"count": count}
        for words, kinds in split
        if (count := sum(line.ownership in kinds for line in area.contracts))
    ]
    return woven(
        _("We have {contracts} agreements in this area (")
        + listed(parts)
        + _("), for {value} in all. {high} of them are at level 4."),
        contracts=drawing.figure(f"area_{place}_contracts"),
        value=drawing.figure(f"area_{place}_value"),
        high=drawing.figure(f"area_{place}_level_4"),
    )


def _risks(drawing: Drawing, area: AreaLine) -> list[str]:
    points = []
    if area.risk_kinds:
        points.append(_("Risks: %(kinds)s") % {"kinds": risk_kinds(area.risk_kinds, drawing.language)})
    if area.countries:
        points.append(_("Countries: %(countries)s") % {"countries": countries(area.countries, drawing.language)})
    if area.stages:
        points.append(_("Stages of the chain: %(stages)s") % {"stages": stages(area.stages)})
    if area.materials:
        points.append(_("Materials: %(materials)s") % {"materials": materials(area.materials)})
    if area.source:
        points.append(_("Source: %(source)s") % {"source": area.source})
    if area.terms:
        points.append(
            _("%(terms)s of %(all)s agreements have contract terms on human rights, wages or ethics.")
            % {
                "terms": format_number(area.terms, drawing.language),
                "all": format_number(len(area.contracts), drawing.language),
            }
        )
    for name, count in area.memberships:
        points.append(
            ngettext("%(count)s supplier: %(name)s", "%(count)s suppliers: %(name)s", count)
            % {"count": format_number(count, drawing.language), "name": name}
        )
    return points


def _answers(drawing: Drawing, area: AreaLine, place: int) -> Blocks:
    """Asked, answered, breaches told of and not answered, as of the day of drawing (R001-84)."""
    asked = area.asked
    blocks: list[Block] = []
    if not asked.asked:
        return (paragraph(_("There was no status on this area when the statement was made.")),)
    blocks.append(
        woven(
            _(
                "We asked {asked} suppliers and owners of agreements. {answered} had answered and {silent} had not when "
                "the statement was made."
            ),
            asked=drawing.figure(f"area_{place}_asked"),
            answered=drawing.figure(f"area_{place}_answered"),
            silent=drawing.figure(f"area_{place}_not_answered"),
        )
    )
    if asked.breaches_serious:
        blocks.append(paragraph(_("Serious breaches were reported by %(count)s.") % {"count": asked.breaches_serious}))
    if asked.breaches_minor:
        blocks.append(paragraph(_("Minor breaches were reported by %(count)s.") % {"count": asked.breaches_minor}))
    if asked.answered and not asked.breaches_minor and not asked.breaches_serious:
        blocks.append(paragraph(_("Those who answered know of no breach.")))
    for owner, answer in asked.owner_answers:
        blocks.append(
            paragraph(_("%(owner)s, who owns the agreement, tells us: %(answer)s") % {"owner": owner, "answer": answer})
        )
    return tuple(blocks)


def _impacts_of(drawing: Drawing, area: AreaLine) -> list[ImpactLine]:
    contracts = {line.pk for line in area.contracts}
    suppliers = {line.supplier_id for line in area.contracts}
    return [
        impact
        for impact in drawing.records.impacts
        if contracts & set(impact.contract_ids)
        or (suppliers & set(impact.supplier_ids) and not _in_an_earlier_area(drawing, area, impact))
    ]


def _in_an_earlier_area(drawing: Drawing, area: AreaLine, impact: ImpactLine) -> bool:
    for other in drawing.records.areas:
        if other.pk == area.pk:
            return False
        if {line.supplier_id for line in other.contracts} & set(impact.supplier_ids):
            return True
    return False


def other_impacts(drawing: Drawing) -> Blocks:
    """Impacts that belong to no risk area of the year, own operations among them."""
    placed = {impact.pk for area in drawing.records.areas for impact in _impacts_of(drawing, area)}
    return impact_boxes(drawing, [impact for impact in drawing.records.impacts if impact.pk not in placed])


def impact_boxes(drawing: Drawing, impacts: Iterable[ImpactLine]) -> Blocks:
    """Each impact in a box of its own, then a table of what is done about them."""
    told = [impact for impact in impacts if f"impact:{impact.key}" not in drawing.left_out]
    blocks: list[Block] = [Box(impact.title, _impact(drawing, impact)) for impact in told]
    for impact in told:
        blocks += measures_table(drawing, impact.actions, impact.title)
    return tuple(blocks)


def _impact(drawing: Drawing, impact: ImpactLine) -> Blocks:
    state = {
        ("actual", "confirmed"): _("Actual and confirmed."),
        ("actual", "alleged"): _("Alleged. Not confirmed, but treated as actual until the case is settled."),
        ("potential", "confirmed"): _("A possible impact, confirmed as a risk."),
        ("potential", "alleged"): _("A possible impact."),
    }[(impact.actuality, impact.verification)]
    sentences = [state]
    if impact.risk_kinds:
        sentences.append(_("It concerns %(kinds)s.") % {"kinds": risk_kinds(impact.risk_kinds, drawing.language)})
    if impact.affected:
        sentences.append(_("Affected: %(people)s.") % {"people": impact.affected})
    if impact.countries:
        sentences.append(_("Where: %(countries)s.") % {"countries": countries(impact.countries, drawing.language)})
    if impact.severity is not None:
        sentences.append(_("Severity %(severity)d of 5.") % {"severity": impact.severity})
    else:
        sentences.append(_("The severity is not graded yet."))
    sentences.append(
        {
            "caused": _("We caused it."),
            "contributed": _("We contributed to it."),
            "linked": _("We are directly linked to it through what we buy."),
        }.get(impact.involvement, _("How we are involved is not clear yet."))
    )
    blocks: list[Block] = [paragraph(" ".join(sentences)), *written(impact.description)]
    blocks += _certainty(drawing, impact)
    if impact.source:
        blocks.append(paragraph(_("Source: %(source)s.") % {"source": impact.source.rstrip(".")}))
    for mended in impact.remediation:
        blocks.append(paragraph(_remediation(drawing, mended)))
    if impact.latest_news_on:
        blocks.append(
            paragraph(
                _("Status %(day)s (%(channel)s): %(text)s")
                % {
                    "day": format_date(impact.latest_news_on, drawing.language),
                    "channel": impact.latest_channel,
                    "text": impact.latest_news,
                }
            )
        )
    return tuple(blocks)


def _certainty(drawing: Drawing, impact: ImpactLine) -> Blocks:
    owned_by_others = [
        line for line in drawing.records.contracts if line.pk in impact.contract_ids and line.ownership == "used"
    ]
    blocks: list[Block] = []
    if owned_by_others:
        blocks.append(paragraph(_("The agreement is owned by others; we use it.")))
    if impact.certainty == "unknown" and (impact.contract_ids or impact.supplier_ids):
        blocks.append(paragraph(_("It is uncertain how far what is delivered to us is tied to it.")))
    if impact.certainty_reason:
        blocks += written(impact.certainty_reason)
    return tuple(blocks)


def _remediation(drawing: Drawing, mended: RemediationLine) -> str:
    said = _("Remediation for %(who)s: %(what)s. Reached %(reached)s of %(people)s.") % {
        "who": mended.who,
        "what": mended.what.rstrip("."),
        "reached": format_number(mended.reached, drawing.language),
        "people": format_number(mended.people, drawing.language),
    }
    verified = _("Verified by %(by)s.") % {"by": mended.verified_by} if mended.verified_by else _("Not verified yet.")
    return f"{said} {verified}"


def measures_table(drawing: Drawing, actions: Iterable[ActionLine], about: str) -> Blocks:
    """Measures with result, or what is expected (§ 5 c)."""
    listed_actions = [action for action in actions if action.status != "cancelled"]
    if not listed_actions:
        return ()
    return (
        Table(
            caption=_("Measures and results: %(about)s") % {"about": about},
            columns=(
                Column(_("Measure"), row_header=True, width=2),
                Column(_("Result, or what we expect"), width=2),
                Column(_("Deadline"), width=1),
            ),
            rows=tuple(row(action.title, _outcome(action), _due(drawing, action)) for action in listed_actions),
        ),
    )


def _outcome(action: ActionLine) -> str | Inline:
    if action.result:
        return action.result
    if action.expected:
        return _("Expected: %(expected)s") % {"expected": action.expected}
    return _("No result yet")


def _due(drawing: Drawing, action: ActionLine) -> str:
    if action.done_on:
        return _("done %(day)s") % {"day": format_date(action.done_on, drawing.language, "table")}
    return format_date(action.due_on, drawing.language, "table") if action.due_on else "–"
