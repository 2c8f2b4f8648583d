"""About the statement, the enterprise, its policies and its own workforce (the Transparency Act § 5 a)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import Block, Blocks, FactList, Link, Note, is_outside_address, line
from samsvar.core.documents.numbers import format_date, format_number, format_period
from samsvar.front.reporting.transparency_statement.sections.drawing import (
    Drawing,
    bullets,
    paragraph,
    written,
)
from samsvar.front.reporting.transparency_statement.words import level_word, listed
from samsvar.subjects.due_diligence.models.workforce import BreachSeriousness


def about(drawing: Drawing) -> Blocks:
    """The Act, the period, earlier statements, and on which days things were counted."""
    statement, records = drawing.records.statement, drawing.records
    period = format_period(statement.period_from, statement.period_to, drawing.language)
    blocks: list[Block] = [
        paragraph(
            _(
                "The Transparency Act shall promote enterprises’ respect for human rights and decent working "
                "conditions, and give everybody access to what they do about adverse impacts. This is our statement under "
                "§ 5."
            )
        ),
        paragraph(_("It covers %(period)s.") % {"period": period}),
        paragraph(
            _(
                "Contracts, levels and values are counted as of %(counted)s. Questions and answers, and what is known "
                "of adverse impacts, are told of as of %(told)s."
            )
            % {
                "counted": format_date(records.counted_on, drawing.language),
                "told": format_date(records.told_on, drawing.language),
            }
        ),
    ]
    if statement.reason:
        blocks.append(
            paragraph(
                _("This edition replaces an earlier one for the same year: %(reason)s") % {"reason": statement.reason}
            )
        )
    links = [each.strip() for each in statement.earlier_links.splitlines() if is_outside_address(each.strip())]
    earlier = [
        _("our statement for %(year)d") % {"year": year}
        for year, edition, at in records.earlier
        if year < statement.year
    ]
    if earlier or links:
        blocks.append(paragraph(_("For earlier periods, see these statements:")))
        blocks.append(bullets(*dict.fromkeys(earlier), *(paragraph(Link(each, each)) for each in links)))
    if is_outside_address(statement.annual_report_link):
        blocks.append(
            paragraph(
                _("The directors’ report and the accounts are in the annual report: "),
                Link(statement.annual_report_link, statement.annual_report_link),
            )
        )
    return tuple(blocks)


def enterprise(drawing: Drawing) -> Blocks:
    """Organisation and area of operation: the first half of § 5 a."""
    records, profile = drawing.records, drawing.records.profile
    blocks: list[Block] = []
    if profile is not None:
        blocks += written(profile.history) + written(profile.purpose)
    facts = []
    if profile is not None and profile.legal_form:
        facts.append((_("Legal form"), line(profile.legal_form)))
    if profile is not None and profile.owner:
        facts.append((_("Owner"), line(profile.owner)))
    for name, said in (("employees", _("Employees")), ("person_years", _("Person-years")), ("turnover", _("Turnover"))):
        if name in drawing.figures:
            facts.append((said, line(drawing.figure(name))))
    if facts:
        blocks.append(FactList(tuple(facts)))
    head = [site.place for site in records.sites if site.kind == "head_office"]
    others = sorted({site.place for site in records.sites if site.kind != "head_office"} - set(head))
    if head:
        blocks.append(paragraph(_("The head office is in %(place)s.") % {"place": listed(head)}))
    if others:
        blocks.append(paragraph(_("We also have premises in %(places)s.") % {"places": listed(others)}))
    return tuple(blocks)


def embedding(drawing: Drawing) -> Blocks:
    """Guidelines, routines and who answers for them: the second half of § 5 a. A vacancy is told of (R000-61)."""
    records, code = drawing.records, drawing.records.code
    blocks: list[Block] = []
    if records.responsible:
        blocks.append(paragraph(_("Responsible for due diligence: %(name)s.") % {"name": records.responsible}))
    else:
        blocks.append(paragraph(_("Nobody held the responsibility for due diligence when this was written.")))
    for duty, since in records.roles_set_up:
        blocks.append(
            paragraph(
                _("New in the period: %(duty)s, from %(day)s.")
                % {"duty": duty, "day": format_date(since, drawing.language)}
            )
        )
    for adopted in records.codes_adopted:
        blocks.append(
            paragraph(
                _("In the period we adopted %(title)s, version %(version)s (%(day)s).")
                % {
                    "title": adopted.title,
                    "version": adopted.code_version,
                    "day": format_date(adopted.adopted_on, drawing.language),
                }
            )
        )
    if code is not None:
        themes = [theme.strip() for theme in code.themes.splitlines() if theme.strip()]
        if themes:
            blocks.append(paragraph(_("Our guidelines for suppliers set out what we expect on:")))
            blocks.append(bullets(*themes))
        if code.required_from:
            blocks.append(
                paragraph(
                    _("All new suppliers must accept them from %(day)s.")
                    % {"day": format_date(code.required_from, drawing.language)}
                )
            )
        accepted = records.accepted_required + records.accepted_freely + records.accepted_unsaid
        if accepted:
            blocks.append(
                paragraph(
                    ngettext(
                        "%(count)s supplier has accepted them, %(freely)s without having to.",
                        "%(count)s suppliers have accepted them, %(freely)s without having to.",
                        accepted,
                    )
                    % {
                        "count": format_number(accepted, drawing.language),
                        "freely": format_number(records.accepted_freely, drawing.language),
                    }
                )
            )
    return tuple(blocks)


def employer(drawing: Drawing) -> Blocks:
    """The enterprise as an employer: rating, working time, speaking up, equality, lawful differential treatment."""
    year, language = drawing.records.workforce, drawing.language
    if year is None:
        return (paragraph(_("There is no record of our own operations for this year.")),)
    blocks: list[Block] = []
    if year.risk_level is not None:
        blocks.append(
            paragraph(
                _("We rate the risk in our own operations as %(level)s.") % {"level": level_word(year.risk_level)}
            )
        )
    blocks += written(year.risk_reason)
    blocks += _working_time(drawing)
    if year.code_of_ethics_signed is not None and year.code_of_ethics_asked is not None:
        blocks.append(
            paragraph(
                _("%(signed)s of %(asked)s employees have signed the ethical guidelines.")
                % {
                    "signed": format_number(year.code_of_ethics_signed, language),
                    "asked": format_number(year.code_of_ethics_asked, language),
                }
            )
        )
    if year.whistleblowing_cases is not None:
        blocks.append(
            paragraph(
                ngettext(
                    "%(count)s whistleblowing case was received in the year.",
                    "%(count)s whistleblowing cases were received in the year.",
                    year.whistleblowing_cases,
                )
                % {"count": format_number(year.whistleblowing_cases, language)}
            )
        )
    measures = [measure.strip() for measure in year.measures.splitlines() if measure.strip()]
    if measures:
        blocks.append(paragraph(_("What we did in the year:")))
        blocks.append(bullets(*measures))
    blocks += _differential(drawing)
    blocks += _equality(drawing)
    laws = [text.strip() for text in year.requirements_of_law.splitlines() if text.strip()]
    if laws:
        blocks.append(Note("law", (bullets(*laws),), _("Requirements of the law, and how we meet them")))
    return tuple(blocks)


def _working_time(drawing: Drawing) -> Blocks:
    year = drawing.records.workforce
    if year is None or (year.working_time_breaches is None and not year.breach_seriousness):
        return ()
    if year.breach_seriousness == BreachSeriousness.NONE or year.working_time_breaches == 0:
        return (paragraph(_("No breaches of the rules on working time were found.")),)
    kind = {
        BreachSeriousness.MINOR: _("Only minor breaches of the rules on overtime were found."),
        BreachSeriousness.SERIOUS: _("Serious breaches of the rules on working time were found."),
    }.get(BreachSeriousness(year.breach_seriousness or "minor"), "")
    counted = ""
    if year.working_time_breaches is not None:
        counted = _(" They were %(count)s in all.") % {
            "count": format_number(year.working_time_breaches, drawing.language)
        }
    followed = ""
    if year.breaches_followed_up is not None and year.working_time_breaches is not None:
        followed = (
            _(" All were followed up.")
            if year.breaches_followed_up == year.working_time_breaches
            else _(" %(count)s were followed up.")
            % {"count": format_number(year.breaches_followed_up, drawing.language)}
        )
    return (paragraph(kind + counted + followed),)


def _differential(drawing: Drawing) -> Blocks:
    assessed, critical, interviews = drawing.records.positions
    blocks: list[Block] = []
    if assessed is not None:
        parts = {
            "assessed": format_number(assessed, drawing.language),
            "critical": format_number(critical, drawing.language),
            "interviews": format_number(interviews, drawing.language),
        }
        blocks.append(
            paragraph(
                _(
                    "%(assessed)s positions were assessed for security, %(critical)s were found critical, and security "
                    "interviews were used in %(interviews)s recruitments."
                )
                % parts
            )
        )
    if drawing.records.differential_cases:
        blocks.append(
            paragraph(
                _("%(count)s cases of lawful differential treatment, %(documented)s documented on all four criteria.")
                % {
                    "count": format_number(drawing.records.differential_cases, drawing.language),
                    "documented": format_number(drawing.records.differential_documented, drawing.language),
                }
            )
        )
    return tuple(blocks)


def _equality(drawing: Drawing) -> Blocks:
    year = drawing.records.workforce
    if year is None:
        return ()
    blocks: list[Block] = []
    figures = [text.strip() for text in year.equality_figures.splitlines() if text.strip()]
    if figures:
        blocks.append(bullets(*figures))
    if is_outside_address(year.equality_statement_link):
        blocks.append(
            paragraph(
                _("More is told in the year’s equality statement: "),
                Link(year.equality_statement_link, year.equality_statement_link),
            )
        )
    return tuple(blocks)
