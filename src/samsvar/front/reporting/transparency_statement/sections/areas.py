"""The year's risk areas: what is bought, what the risk is, who was asked and what they said (§ 5 b)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import Block, Blocks, Column, FigureRef, Heading, Inline, Paragraph, Table, row
from samsvar.core.documents.numbers import format_date
from samsvar.front.reporting.transparency_statement.counting import area_start, contract_records
from samsvar.front.reporting.transparency_statement.records import AreaLine, Respondent, ServiceLine
from samsvar.front.reporting.transparency_statement.sections.drawing import (
    Drawing,
    Touches,
    bullets,
    joined,
    paragraph,
    section_of,
    see,
    woven,
    woven_parts,
    written,
)
from samsvar.front.reporting.transparency_statement.sections.impacts import impact_boxes, measures_table
from samsvar.front.reporting.transparency_statement.words import countries, listed, materials, risk_kinds, stages
from samsvar.platform.ui.addresses import page_address

Sentence = list[str | Inline]


def areas(drawing: Drawing) -> Blocks:
    """One of the year's greatest risk areas (R001-58)."""
    return _area(drawing, drawing.area) if drawing.area is not None else ()


def other_areas(drawing: Drawing) -> Blocks:
    """The other areas of the year, each under its own heading; one without status is told of as such (R001-85)."""
    others = [area for area in drawing.records.areas if not area.significant]
    blocks: list[Block] = []
    for area in others:
        told = _area(drawing, area)
        blocks += (Heading(area.title, 3), *told) if told else ()
    if not blocks:
        blocks.append(paragraph(_("We have recorded no other risk areas for the year.")))
    if drawing.records.services:
        blocks += (Heading(_("Services in others’ agreements"), 3), *_services(drawing, drawing.records.services))
    return tuple(blocks)


def _area(drawing: Drawing, area: AreaLine) -> Blocks:
    if not drawing.tell(f"area:{area.key}"):
        return ()
    place = drawing.records.areas.index(area) + 1
    blocks: list[Block] = [*written(area.description)]
    if area.contracts:
        blocks.append(_counted(drawing, area, place))
    points = [*_risks(drawing, area), *_memberships(drawing, area)]
    if points:
        blocks.append(bullets(*points))
    blocks += written(area.follow_up)
    blocks += _answers(drawing, area, place)
    blocks += _checks(drawing, area)
    blocks += _services(drawing, area.services)
    here = [impact for impact in drawing.records.impacts if drawing.home_of.get(impact.pk) == place]
    blocks += _told_elsewhere(drawing, area, place)
    blocks += impact_boxes(drawing, here)
    answering = [action for impact in here for action in drawing.records.actions_on(impact)]
    blocks += measures_table(drawing, [*answering, *area.actions], area.title)
    return tuple(blocks)


def _counted(drawing: Drawing, area: AreaLine, place: int) -> Paragraph:
    """How many agreements, whose, worth what, and how many at the highest level (R001-62)."""
    start = area_start(place)
    split = [
        (_("%(count)d of our own"), "own"),
        (_("%(count)d shared"), "shared"),
        (_("%(count)d owned by others"), "used"),
        (_("%(count)d bought for others"), "assisted"),
    ]
    parts = [
        words % {"count": count}
        for words, kind in split
        if (count := sum(line.ownership == kind for line in area.contracts))
    ]
    value, very_high = drawing.figure(f"{start}value"), drawing.figure(f"{start}level_4")
    contracts = drawing.figure(f"{start}contracts")
    begun = ngettext(
        "We have {count} agreement here ({split})", "We have {count} agreements here ({split})", len(area.contracts)
    )
    sentences: list[Sentence] = [woven_parts(begun + ".", count=contracts, split=listed(parts))]
    if value.value is not None:
        sentences = [
            woven_parts(begun + _(", worth {value} in all."), count=contracts, split=listed(parts), value=value)
        ]
    if very_high.value:
        sentence = ngettext(
            "{high} is at level 4, very high.", "{high} are at level 4, very high.", int(very_high.value)
        )
        sentences.append(woven_parts(sentence, high=very_high))
    elif any(line.level is not None for line in area.contracts):
        sentences.append([_("None is at level 4.")])
    return joined(sentences)


def _risks(drawing: Drawing, area: AreaLine) -> Iterable[Paragraph]:
    language = drawing.language
    if area.risk_kinds:
        yield paragraph(_("Risks: %(kinds)s") % {"kinds": risk_kinds(area.risk_kinds, language)})
    if area.countries:
        yield paragraph(_("Countries: %(countries)s") % {"countries": countries(area.countries, language)})
    if area.stages:
        yield paragraph(_("Stages of the chain: %(stages)s") % {"stages": stages(area.stages)})
    if area.materials:
        yield paragraph(_("Raw materials: %(materials)s") % {"materials": materials(area.materials)})
    for trait, source in area.vulnerabilities:
        yield paragraph(_("%(trait)s (source: %(source)s)") % {"trait": trait, "source": source})
    if area.source:
        yield paragraph(_("Source: %(source)s") % {"source": area.source})


def _figure(drawing: Drawing, area: AreaLine, name: str, value: int | None, records: Iterable[str]) -> FigureRef:
    place = drawing.records.areas.index(area) + 1
    return drawing.figures.counted(
        f"{area_start(place)}{name}",
        value,
        records=records,
        rule=f"area_{name.rstrip('0123456789_')}",
        address=page_address("due_diligence:risk_area", area.key),
    )


def _memberships(drawing: Drawing, area: AreaLine) -> Iterable[Paragraph]:
    """Contract terms, and memberships and labels of the suppliers (R001-90)."""
    if area.contracts:
        yield woven(
            _who_has_terms(len(area.contracts), len(area.with_terms)),
            terms=_figure(drawing, area, "with_terms", len(area.with_terms), contract_records(area.with_terms)),
            all=drawing.figure(f"{area_start(drawing.records.areas.index(area) + 1)}contracts"),
        )
    for number, (name, is_label, holders) in enumerate(area.memberships, start=1):
        count = _figure(drawing, area, f"memberships_{number}", len(holders), holders)
        if is_label:
            sentence = ngettext(
                "{count} supplier offers products labelled {name}",
                "{count} suppliers offer products labelled {name}",
                len(holders),
            )
        else:
            sentence = ngettext(
                "{count} supplier is a member of {name}", "{count} suppliers are members of {name}", len(holders)
            )
        yield woven(sentence, count=count, name=name)


def _who_has_terms(contracts: int, with_terms: int) -> str:
    """None, one, some or all; none that is registered is not the same as none that has."""
    if not with_terms:
        return ngettext(
            "No terms on human rights, wages or ethics are registered for the agreement",
            "No terms on human rights, wages or ethics are registered for any of the agreements",
            contracts,
        )
    if with_terms == contracts:
        return ngettext(
            "The agreement has terms on human rights, wages or ethics",
            "All {terms} agreements have terms on human rights, wages or ethics",
            contracts,
        )
    return ngettext(
        "{terms} of {all} agreements has terms on human rights, wages or ethics",
        "{terms} of {all} agreements have terms on human rights, wages or ethics",
        with_terms,
    )


def _who_answered(asked: int, answered: int) -> str:
    if answered == asked:
        return ngettext("By {day}, it had answered.", "By {day}, all {answered} had answered.", asked)
    if not answered:
        return ngettext("By {day}, it had not answered.", "By {day}, none of them had answered.", asked)
    return _("By {day}, {answered} had answered and {silent} had not.")


def _answers(drawing: Drawing, area: AreaLine, place: int) -> Blocks:
    """Asked, answered, what was reported and not answered, as of the day of drawing (R001-84)."""
    start = area_start(place)
    if not len(area.asked):
        return (paragraph(_("We had no status on this area when the statement was made.")),)
    asked = ngettext(
        "We asked {asked} supplier or owner of agreements.",
        "We asked {asked} suppliers and owners of agreements.",
        len(area.asked),
    )
    sentences: list[Sentence] = [
        woven_parts(asked, asked=drawing.figure(f"{start}asked")),
        woven_parts(
            _who_answered(len(area.asked), len(area.asked.answered)),
            answered=drawing.figure(f"{start}answered"),
            silent=drawing.figure(f"{start}not_answered"),
            day=format_date(drawing.records.told_on, drawing.language),
        ),
        *_findings(drawing, area),
    ]
    return (joined(sentences), *_what_was_asked(area), *_owners(area))


def _checks(drawing: Drawing, area: AreaLine) -> Blocks:
    """How many checks of the area's agreements were finished in the period, and what came of them (R001-78)."""
    numbers = {line.pk for line in area.contracts}
    checks = [check for check in drawing.records.checks if check.contract_id in numbers]
    if not checks:
        return ()
    behind = [f"check:{check.number}" for check in checks]
    done = _figure(drawing, area, "checks", len(checks), behind)
    words = ngettext(
        "We finished {count} check of wages, HSE cards or the workplace.",
        "We finished {count} checks of wages, HSE cards or the workplace.",
        len(checks),
    )
    sentences: list[Sentence] = [woven_parts(words, count=done)]
    found, still = sum(check.findings for check in checks), sum(check.still_open for check in checks)
    if not found:
        sentences.append([_("Nothing was found wrong.")])
        return (joined(sentences),)
    told = ngettext("{count} thing was found wrong.", "{count} things were found wrong.", found)
    findings = [f"check:{check.number}" for check in checks if check.findings]
    sentences.append(woven_parts(told, count=_figure(drawing, area, "check_findings", found, findings)))
    if not still:
        sentences.append([_("All of it is put right.")])
    else:
        left = [f"check:{check.number}" for check in checks if check.still_open]
        count = _figure(drawing, area, "check_findings_open", still, left)
        sentences.append(woven_parts(_("Not put right yet: {count}."), count=count))
    return (joined(sentences),)


def _findings(drawing: Drawing, area: AreaLine) -> Iterable[Sentence]:
    """What those who answered reported, minor and serious apart, and whether it satisfied us (R001-65, 88)."""
    serious, minor = area.asked.found("serious"), area.asked.found("minor")
    if serious:
        yield _reported(drawing, area, "serious", serious, _("Serious breaches are reported by {count}."))
    if minor:
        yield _reported(drawing, area, "minor", minor, _("Minor breaches are reported by {count}."))
    if area.asked.answered and not serious and not minor:
        yield [_("Those who have answered know of no breaches.")]
    for name, words in (
        ("serious", _("Serious deviations told of: {count}.")),
        ("minor", _("Minor deviations told of: {count}.")),
    ):
        told = [each for each in area.asked.respondents if getattr(each, name) is not None]
        total = sum(getattr(each, name) for each in told)
        if total:
            count = _figure(drawing, area, f"deviations_{name}", total, (each.reference for each in told))
            yield woven_parts(words, count=count)
    solutions = dict.fromkeys(text for each in area.asked.respondents for text in each.solutions)
    for solution in solutions:
        yield [_("How they were solved: %(solution)s.") % {"solution": solution.rstrip(".")}]
    judged = [each for each in area.asked.answered if each.satisfactory is not None]
    if judged:
        good = [each for each in judged if each.satisfactory]
        count = _figure(drawing, area, "satisfactory", len(good), (each.reference for each in good))
        of = _figure(drawing, area, "judged", len(judged), (each.reference for each in judged))
        yield woven_parts(_("We find {count} of {all} answers satisfactory."), count=count, all=of)


def _reported(drawing: Drawing, area: AreaLine, name: str, who: Sequence[Respondent], words: str) -> Sentence:
    count = _figure(drawing, area, f"reported_{name}", len(who), (each.reference for each in who))
    return woven_parts(words, count=count)


def _what_was_asked(area: AreaLine) -> Blocks:
    questions = list(dict.fromkeys(text for each in area.asked.respondents for text in each.questions))
    if not questions:
        return ()
    if len(questions) == 1:
        return (paragraph(_("We asked: “%(question)s”") % {"question": questions[0]}),)
    return (paragraph(_("We asked:")), bullets(*questions))


def _owners(area: AreaLine) -> Blocks:
    """What owners of agreements tell, with the owner as the source (R001-89)."""
    return tuple(
        paragraph(
            _("%(owner)s, who owns the agreement, tells us: “%(answer)s”") % {"owner": owner.name, "answer": answer}
        )
        for owner in area.asked.owners_heard
        for answer in owner.answers
    )


def _services(drawing: Drawing, services: Sequence[ServiceLine]) -> Blocks:
    """Services inside others' agreements, with who follows them up (R001-87) and what was found (R001-88)."""
    if not services:
        return ()
    grouped: dict[tuple[str, str], list[ServiceLine]] = {}
    for service in services:
        grouped.setdefault((service.service, service.followed_up_by), []).append(service)
    return (
        Table(
            caption=_("Services in others’ agreements, and who follows them up"),
            columns=(
                Column(_("Service"), row_header=True, width=1.5),
                Column(_("Agreements"), kind="number"),
                Column(_("Followed up by"), width=1.2),
                Column(_("Minor deviations"), kind="number"),
                Column(_("Serious deviations"), kind="number"),
                Column(_("Solution"), width=1.6),
            ),
            rows=tuple(
                row(
                    name,
                    _service_figure(drawing, "agreements", place, lines, len(lines)),
                    by,
                    _service_figure(drawing, "minor", place, lines, _total(line.minor for line in lines)),
                    _service_figure(drawing, "serious", place, lines, _total(line.serious for line in lines)),
                    " ".join(sorted({line.solution for line in lines if line.solution})) or "–",
                )
                for place, ((name, by), lines) in enumerate(sorted(grouped.items()), start=1)
            ),
        ),
    )


def _total(numbers: Iterable[int | None]) -> int | None:
    """The sum; unknown where any part of it is."""
    known = list(numbers)
    return None if any(number is None for number in known) else sum(number or 0 for number in known)


def _service_figure(
    drawing: Drawing, name: str, place: int, lines: Sequence[ServiceLine], value: int | None
) -> FigureRef:
    area = f"{area_start(drawing.records.areas.index(drawing.area) + 1)}" if drawing.area else ""
    titles = sorted({line.contract for line in lines})
    numbers = {line.pk: line.number for line in drawing.records.contracts}
    return drawing.figures.counted(
        f"{area}services_{place}_{name}",
        value,
        records=(f"contract:{numbers.get(line.contract_id, titles[0])}" for line in lines),
        rule=f"services_{name}",
        address=page_address("due_diligence:contracts", unit=drawing.records.enterprise.key),
    )


def _told_elsewhere(drawing: Drawing, area: AreaLine, place: int) -> Blocks:
    """Where an impact that concerns this area too is told of."""
    blocks: list[Block] = []
    touches = Touches(area)
    for impact in drawing.records.impacts:
        home = drawing.home_of.get(impact.pk)
        if home is None or home == place or not touches(impact) or f"impact:{impact.key}" in drawing.left_out:
            continue
        other = drawing.records.areas[home - 1]
        blocks.append(
            woven(
                _("“{impact}” concerns this area too. See {section}."),
                impact=impact.title,
                section=see(other.title, section_of(other)),
            )
        )
    return tuple(blocks)
