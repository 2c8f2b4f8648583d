"""The enterprise as an employer: rating, working time, speaking up, equality, lawful differential treatment."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import Block, Blocks, FigureRef, Inline, Link, RiskLevel, is_outside_address
from samsvar.core.documents.numbers import format_date
from samsvar.front.reporting.transparency_statement.sections.drawing import (
    Drawing,
    bullets,
    joined,
    lines_of,
    paragraph,
    woven,
    woven_parts,
    written,
)
from samsvar.front.reporting.transparency_statement.words import level_word
from samsvar.platform.ui.addresses import page_address
from samsvar.subjects.due_diligence.models.workforce import BreachSeriousness


def employer(drawing: Drawing) -> Blocks:
    """Own operations in the year (R001-22, 24, 27). A year without a record is told of as such."""
    year = drawing.records.workforce
    if year is None:
        return (paragraph(_("We have no record of our own operations for this year.")), *_measures(drawing))
    blocks: list[Block] = []
    if year.risk_level is not None:
        level = RiskLevel(year.risk_level, level_word(year.risk_level))
        blocks.append(woven(_("We rate the risk of breaches in our own operations as {level}."), level=level))
    blocks += written(year.risk_reason)
    blocks += (*_working_time(drawing), *_ethics(drawing), *_measures(drawing), *_speaking_up(drawing))
    measures = lines_of(year.measures)
    if measures:
        blocks += [paragraph(_("What we did in the year:")), bullets(*measures)]
    blocks += (*_positions(drawing), *_differential(drawing), *_equality(drawing))
    laws = lines_of(year.requirements_of_law)
    if laws:
        blocks += [paragraph(_("What the law demands of us, and how we meet it:")), bullets(*laws)]
    return tuple(blocks)


def _figure(drawing: Drawing, name: str, value: int | None) -> FigureRef:
    """A figure of the year's record of the own workforce."""
    enterprise, year = drawing.records.enterprise, drawing.records.statement.year
    return drawing.figures.counted(
        name,
        value,
        records=(f"own_workforce:{year}",),
        rule="own_workforce_year",
        address=page_address("due_diligence:workforce", unit=enterprise.key, year=year),
    )


def _working_time(drawing: Drawing) -> Blocks:
    year = drawing.records.workforce
    if year is None or (year.working_time_breaches is None and not year.breach_seriousness):
        return ()
    if year.breach_seriousness == BreachSeriousness.NONE or year.working_time_breaches == 0:
        return (paragraph(_("We found no breaches of the rules on working time.")),)
    kinds: dict[str, str] = {
        BreachSeriousness.MINOR: _("We found only minor breaches of the rules on overtime."),
        BreachSeriousness.SERIOUS: _("We found serious breaches of the rules on working time."),
    }
    found = kinds.get(year.breach_seriousness, _("We found breaches of the rules on working time."))
    sentences: list[list[str | Inline]] = [[found]]
    breaches, followed = year.working_time_breaches, year.breaches_followed_up
    if breaches is not None:
        count = _figure(drawing, "working_time_breaches", breaches)
        sentences.append(woven_parts(_("In all: {count}."), count=count))
    if followed is not None and followed == breaches:
        sentences.append([_("All were followed up.")])
    elif followed is not None:
        count = _figure(drawing, "breaches_followed_up", followed)
        sentences.append(woven_parts(_("Followed up: {count}."), count=count))
    return (joined(sentences),)


def _ethics(drawing: Drawing) -> Blocks:
    year = drawing.records.workforce
    if year is None or year.code_of_ethics_signed is None or year.code_of_ethics_asked is None:
        return ()
    return (
        woven(
            _("{signed} of {asked} employees have signed the ethical guidelines."),
            signed=_figure(drawing, "code_of_ethics_signed", year.code_of_ethics_signed),
            asked=_figure(drawing, "code_of_ethics_asked", year.code_of_ethics_asked),
        ),
    )


def _measures(drawing: Drawing) -> Blocks:
    """What was done in the year so that the ethical guidelines are known and followed (R001-26)."""
    blocks: list[Block] = []
    by_document: dict[str, list[str]] = {}
    for each in drawing.records.measures:
        day = format_date(each.on, drawing.language)
        by_document.setdefault(each.document, []).append(f"{each.what} ({day})")
    for document, lines in by_document.items():
        words = _("So that “%(document)s” is known and followed, we did this in the year:")
        blocks += [paragraph(words % {"document": document}), bullets(*lines)]
    return tuple(blocks)


def _speaking_up(drawing: Drawing) -> Blocks:
    year = drawing.records.workforce
    if year is None or year.whistleblowing_cases is None:
        return ()
    if year.whistleblowing_cases == 0:
        return (paragraph(_("Nobody blew the whistle in the year.")),)
    count = _figure(drawing, "whistleblowing_cases", year.whistleblowing_cases)
    sentence = ngettext(
        "{count} case was reported through the whistleblowing channel.",
        "{count} cases were reported through the whistleblowing channel.",
        year.whistleblowing_cases,
    )
    return (woven(sentence, count=count),)


def _positions(drawing: Drawing) -> Blocks:
    assessed, critical, interviews = drawing.records.positions
    if assessed is None:
        return ()
    sentences = [
        woven_parts(
            _("{assessed} positions are assessed for security, and {critical} are found critical."),
            assessed=_figure(drawing, "positions_assessed", assessed),
            critical=_figure(drawing, "positions_critical", critical),
        )
    ]
    if interviews is not None:
        sentences.append(
            woven_parts(
                _("Security interviews were used in {interviews} recruitments."),
                interviews=_figure(drawing, "security_interviews", interviews),
            )
        )
    return (joined(sentences),)


def _differential(drawing: Drawing) -> Blocks:
    """How many cases there were, never what they were: a case concerns one person."""
    count = drawing.records.differential_cases
    if not count:
        return ()
    sentence = ngettext(
        "In {count} case we treated applicants differently for reasons of security, as the law allows. "
        "{documented} is documented on all four criteria.",
        "In {count} cases we treated applicants differently for reasons of security, as the law allows. "
        "{documented} are documented on all four criteria.",
        count,
    )
    return (
        woven(
            sentence,
            count=_figure(drawing, "differential_cases", count),
            documented=_figure(drawing, "differential_documented", drawing.records.differential_documented),
        ),
    )


def _equality(drawing: Drawing) -> Blocks:
    year = drawing.records.workforce
    if year is None:
        return ()
    blocks: list[Block] = []
    figures = lines_of(year.equality_figures)
    if figures:
        blocks += [paragraph(_("Gender equality in figures:")), bullets(*figures)]
    if is_outside_address(year.equality_statement_link):
        link = Link(year.equality_statement_link, year.equality_statement_link)
        blocks.append(paragraph(_("More stands in the year’s equality statement: "), link))
    return tuple(blocks)
