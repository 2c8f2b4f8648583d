"""The strategy document: goals, targets by year, situation analysis, actions under each indicator.

Shaped as Norwegian hospitals' HSE strategies are: what is wanted, how we stand, what is done by whom to what effect, by
when, at what cost.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.documents.model import (
    Approver,
    Block,
    Blocks,
    BulletList,
    Column,
    Document,
    Heading,
    Language,
    Paragraph,
    Section,
    Table,
    line,
    row,
)
from samsvar.core.documents.numbers import format_date, format_number
from samsvar.core.rules.indicators.targets import Target
from samsvar.front.reporting.strategy.planned import Held, actions_held
from samsvar.front.reporting.strategy.words import NOTHING, cost_words, deadline_words, target_words
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.actions.models import Action
from samsvar.registers.indicators.models import Indicator
from samsvar.subjects.strategy.models import (
    Edition,
    EditionIndicator,
    OutsideFact,
    Point,
    PrioritisedUnit,
    Quadrant,
)
from samsvar.subjects.strategy.presenters.words import TO_DO
from samsvar.subjects.strategy.selectors.editions import WholeEdition, targets_in

MOST_YEARS = 10
"""More years than a table holds on paper; of a longer period the last are shown."""


CHAPTERS = ("goals", "situation", "actions")
"""The chapters by their first section, in order. The page shows one at a time; a file holds them all."""
WHOLE = "all"
"""What the page calls all chapters at once, as they are printed."""


def strategy_document(edition: Edition, language: Language, chapter: str = "") -> Document:
    """The edition as a document, or one chapter of it; what people wrote stands as they wrote it.

    A chapter reads only what it tells; the introduction stands before the first.
    """
    with translation.override(language):
        return _document(WholeEdition(edition), language, (chapter,) if chapter else CHAPTERS)


def chapter_titles() -> list[tuple[str, str]]:
    """The chapters with their titles, in the reader's language; all of them at once is the last."""
    titles = (_("Goals"), _("Situation analysis"), _("Actions under each indicator"))
    return [*zip(CHAPTERS, titles, strict=True), (WHOLE, _("Read it whole"))]


def _document(whole: WholeEdition, language: Language, chapters: Sequence[str]) -> Document:
    edition, strategy = whole.edition, whole.edition.strategy
    drawn = {"goals": _goals, "situation": _situation, "actions": _actions}
    sections = [section for each in chapters for section in drawn[each](whole, language)]
    told = edition.introduction.strip() if CHAPTERS[0] in chapters else ""
    return Document(
        title=f"{strategy.name} {edition.year}",
        subtitle=strategy.area,
        enterprise=strategy.unit.name(language),
        language=language,
        year=edition.year,
        from_on=date(strategy.from_year, 1, 1),
        to_on=date(strategy.to_year, 12, 31),
        sections=tuple(section for section in sections if section.blocks or section.level == 1),
        status="approved" if edition.approved_on else "draft",
        lead=line(*[told] if told else []),
        facts=line(_facts(edition, language)),
        approved_by=_approvers(edition),
        contents=len(chapters) > 1,
    )


def _facts(edition: Edition, language: Language) -> str:
    strategy = edition.strategy
    said = [
        _("Holds from %(first)s to %(last)s.") % {"first": strategy.from_year, "last": strategy.to_year},
        _("Edition for %(year)s.") % {"year": edition.year},
    ]
    if strategy.parent:
        said.append(_("Rests on %(name)s.") % {"name": strategy.parent.name})
    authors = [each.strip() for each in edition.authors.splitlines() if each.strip()]
    if authors:
        said.append(_("Written by %(names)s.") % {"names": "; ".join(authors)})
    if edition.approved_on:
        words = {"name": edition.approver_name, "title": edition.approver_title}
        words["day"] = format_date(edition.approved_on, language)
        said.append(_("Approved %(day)s by %(name)s, %(title)s.") % words)
        if edition.case_number:
            said.append(_("Case %(number)s.") % {"number": edition.case_number})
    else:
        said.append(_("This is a draft; it is not approved."))
    return " ".join(said)


def _approvers(edition: Edition) -> tuple[Approver, ...]:
    if not edition.approved_on:
        return ()
    return (Approver(edition.approver_name, edition.approver_title),)


def _goals(whole: WholeEdition, language: Language) -> Iterator[Section]:
    strategy = whole.edition.strategy
    yield Section("goals", "1", _("Goals"), ())
    main = strategy.main_goal.strip() or _("No main goal is written.")
    yield Section("main-goal", "1.1", _("Main goal"), _paragraphs(main), 2)
    first = [tie for tie in whole.indicators if tie.prioritised]
    rest = [tie for tie in whole.indicators if not tie.prioritised]
    blocks: list[Block] = []
    years = list(range(strategy.from_year, strategy.to_year + 1))[-MOST_YEARS:]
    targets = _targets(whole.indicators, strategy.unit, years)
    for caption, ties in ((_("Targets of the prioritised indicators"), first), (_("Targets of the others"), rest)):
        if ties:
            blocks.append(_target_table(caption, ties, years, targets, language))
    blocks += _worded(whole.indicators, targets, language)
    notes = [tie for tie in whole.indicators if tie.footnote.strip()]
    blocks += [Paragraph(line(f"{tie.indicator.name(language)}: {tie.footnote.strip()}")) for tie in notes]
    yield Section(
        "indicators", "1.2", _("Prioritised goals"), tuple(blocks) or _paragraphs(_("None is taken in yet.")), 2
    )
    yield Section("improvement", "1.3", _("Steady improvement"), _paragraphs(whole.edition.improvement), 2)


def _targets(
    ties: Sequence[EditionIndicator], unit: OrgUnit, years: Sequence[int]
) -> dict[tuple[int, int], Target | None]:
    found = targets_in([tie.indicator for tie in ties], unit, years)
    return {(pk, each.year): each.target for pk, of_years in found.items() for each in of_years}


def _worded(
    ties: Sequence[EditionIndicator], targets: Mapping[tuple[int, int], Target | None], language: Language
) -> Iterator[Paragraph]:
    """Targets in words, beneath the table: once for the years that share them."""
    for tie in ties:
        years: dict[str, list[int]] = {}
        for (pk, year), target in targets.items():
            if pk == tie.indicator_id and target is not None and target.words:
                years.setdefault(target.words, []).append(year)
        for said, of in years.items():
            span = str(min(of)) if len(of) == 1 else f"{min(of)}–{max(of)}"
            yield Paragraph(line(f"{tie.indicator.name(language)}, {span}: {said}"))


def _target_table(
    caption: str,
    ties: Sequence[EditionIndicator],
    years: Sequence[int],
    targets: dict[tuple[int, int], Target | None],
    language: Language,
) -> Table:
    columns = (
        Column(_("Indicator"), row_header=True, width=3),
        *(Column(str(year), "number") for year in years),
    )
    rows = []
    for tie in ties:
        indicator: Indicator = tie.indicator
        cells = [target_words(targets.get((indicator.pk, year)), indicator, language) for year in years]
        rows.append(row(indicator.name(language), *cells))
    return Table(caption, columns, tuple(rows))


def _situation(whole: WholeEdition, language: Language) -> Iterator[Section]:
    yield Section("situation", "2", _("Situation analysis"), ())
    blocks: list[Block] = []
    for quadrant, points in whole.points.items():
        blocks.append(Heading(f"{quadrant.label}: {TO_DO[quadrant]}", 3))
        items = tuple(_point(point, language) for point in points)
        blocks.append(BulletList(items) if items else Paragraph(line(_("No points yet."))))
    yield Section("swot", "2.1", _("Strengths, weaknesses, opportunities and challenges"), tuple(blocks), 2)
    facts: Blocks = (_fact_table(whole.facts, language),) if whole.facts else ()
    yield Section("facts", "2.2", _("What others have found"), facts, 2)
    units = tuple((Paragraph(line(_unit(each, language))),) for each in whole.units)
    yield Section("units", "2.3", _("Units that get help first"), (BulletList(units),) if units else (), 2)


def _point(point: Point, language: Language) -> Blocks:
    said = point.text + (f" ({point.site.name})" if point.site else "")
    blocks: list[Block] = [Paragraph(line(said))]
    tied = [point.requirement] if point.requirement else []
    tied += [point.goal.name(language)] if point.goal else []
    tied += [_fact(fact, language) for fact in point.facts.all()]
    if tied:
        blocks.append(Paragraph(line(_("Tied to: %(what)s.") % {"what": "; ".join(tied)})))
    actions = [action.title for action in point.actions.all()]
    if actions:
        blocks.append(Paragraph(line(_("Actions: %(titles)s.") % {"titles": "; ".join(actions)})))
    elif point.quadrant != Quadrant.STRENGTH:
        blocks.append(Paragraph(line(_("No action yet."))))
    return tuple(blocks)


def _figure(fact: OutsideFact, language: Language) -> str:
    if fact.figure is None:
        return NOTHING
    number = fact.figure.quantize(1) if fact.figure == fact.figure.to_integral_value() else fact.figure.normalize()
    return f"{format_number(number, language)} {fact.unit_of_measure}".strip()


def _source(fact: OutsideFact) -> str:
    return f"{fact.source}, {fact.year}" if fact.year else fact.source


def _fact(fact: OutsideFact, language: Language) -> str:
    figure = f" {_figure(fact, language)}" if fact.figure is not None else ""
    return f"{fact.text}{figure} ({_source(fact)})"


def _unit(each: PrioritisedUnit, language: Language) -> str:
    said = [f"{each.unit.name(language)}: {each.reason}"]
    if each.help_offered:
        said.append(_("Help offered: %(what)s") % {"what": each.help_offered})
    if each.help_given:
        said.append(_("Help given: %(what)s") % {"what": each.help_given})
    actions = [action.title for action in each.actions.all()]
    if actions:
        said.append(_("Actions: %(titles)s") % {"titles": "; ".join(actions)})
    return " ".join(part.rstrip(".") + "." for part in said)


def _found(fact: OutsideFact) -> str:
    return f"{fact.text} ({fact.population})" if fact.population else fact.text


def _fact_table(facts: Sequence[OutsideFact], language: Language) -> Table:
    columns = (Column(_("Fact"), row_header=True, width=3), Column(_("Figure"), "number"), Column(_("Source"), width=2))
    rows = tuple(row(_found(fact), _figure(fact, language), _source(fact)) for fact in facts)
    return Table(_("Facts with their sources"), columns, rows)


def _actions(whole: WholeEdition, language: Language) -> Iterator[Section]:
    """The actions under each indicator; an action that moves several stands under the first, and is named there."""
    actions = actions_held(whole)
    yield Section("actions", "3", _("Actions under each indicator"), ())
    told: set[int] = set()
    place = 0
    for tie in whole.indicators:
        moving = [each for each in actions if tie.indicator_id in each.indicators]
        if not moving and not tie.ambition:
            continue
        place += 1
        blocks: list[Block] = [Paragraph(line(_ambition(tie)))] if tie.ambition else []
        fresh = [each for each in moving if each.number not in told]
        if fresh:
            blocks.append(_action_table(tie.indicator.name(language), fresh, language))
        for each in (each for each in moving if each.number in told):
            words = {"number": each.number, "title": each.action.title}
            blocks.append(Paragraph(line(_("See also action %(number)s, %(title)s.") % words)))
        told |= {each.number for each in moving}
        yield Section(f"actions-{place}", f"3.{place}", tie.indicator.name(language), tuple(blocks), 2)
    others = [each for each in actions if each.number not in told]
    if others:
        table = _action_table(_("Other actions"), others, language)
        yield Section("actions-others", f"3.{place + 1}", _("Other actions"), (table,), 2)


def _ambition(tie: EditionIndicator) -> str:
    source = ", ".join(
        part
        for part in (tie.source_document, _("chapter %(chapter)s") % {"chapter": tie.chapter} if tie.chapter else "")
        if part
    )
    said = _("We will: %(what)s") % {"what": tie.ambition.strip()}
    return f"{said} ({source})" if source else said


def _action_table(caption: str, actions: Sequence[Held], language: Language) -> Table:
    columns = (
        Column(_("No."), "number", width=0.5),
        Column(_("Action"), row_header=True, width=2.9),
        Column(_("Responsible"), width=1.5),
        Column(_("Wanted effect"), width=1.8),
        Column(_("Deadline"), width=1),
        Column(_("Cost beyond the budget"), width=1.3),  # an amount has no place to break
    )
    rows = tuple(
        row(
            str(each.number),
            _told(each.action),
            _responsible(each.action),
            _effect(each.action),
            deadline_words(each.action, language),
            cost_words(each.action, language),
        )
        for each in actions
    )
    return Table(caption, columns, rows)


def _told(action: Action) -> str:
    parts = [f"{part.number}) {part.title}" for part in action.parts.all()]
    kind = _("continued") if action.continuity == "continued" else _("new")
    return ". ".join([f"{action.title} ({kind})", *parts])


def _responsible(action: Action) -> str:
    name = action.whose
    with_them = [str(each) for each in action.collaborators.all()]
    said = name or _("Nobody is named")
    return f"{said}. " + _("With %(names)s") % {"names": ", ".join(with_them)} if with_them else said


def _effect(action: Action) -> str:
    effects = [effect.text for effect in action.effects.all()]
    return "; ".join(effects) or action.expected_result or NOTHING


def _paragraphs(text: str) -> Blocks:
    return tuple(Paragraph(line(part.strip())) for part in text.split("\n") if part.strip())
