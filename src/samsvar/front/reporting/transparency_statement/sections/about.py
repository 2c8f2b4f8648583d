"""About the statement, the enterprise and its policies (the Transparency Act § 5 a)."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import Block, Blocks, FactList, Inline, Link, is_outside_address, line
from samsvar.core.documents.numbers import format_date, format_period
from samsvar.front.reporting.transparency_statement.sections.drawing import (
    Drawing,
    bullets,
    joined,
    lines_of,
    paragraph,
    woven_parts,
    written,
)
from samsvar.front.reporting.transparency_statement.words import listed
from samsvar.platform.organisation.models import Duty
from samsvar.platform.ui.addresses import page_address


def about(drawing: Drawing) -> Blocks:
    """The Act and why it applies, the period, on which days things were counted, and earlier statements."""
    statement, records, language = drawing.records.statement, drawing.records, drawing.language
    blocks: list[Block] = [
        paragraph(
            _(
                "The Transparency Act is to make enterprises respect human rights and decent working conditions, and "
                "to let everybody see what they do about adverse impacts. This is our statement under § 5."
            )
        ),
        *_applies(drawing),
        paragraph(
            _(
                "It covers %(period)s. Agreements, levels and values are counted as of %(counted)s. Questions and "
                "answers, and what we know of adverse impacts, are told of as of %(told)s."
            )
            % {
                "period": format_period(statement.period_from, statement.period_to, language),
                "counted": format_date(records.counted_on, language),
                "told": format_date(records.told_on, language),
            }
        ),
    ]
    if statement.reason:
        blocks.append(
            paragraph(
                _("This edition replaces an earlier one for the same year. The reason: %(reason)s")
                % {"reason": statement.reason}
            )
        )
    blocks += _earlier(drawing)
    if is_outside_address(statement.annual_report_link):
        blocks.append(
            paragraph(
                _("The directors’ report and the accounts are in the annual report: "),
                Link(statement.annual_report_link, statement.annual_report_link),
            )
        )
    return tuple(blocks)


def _applies(drawing: Drawing) -> Blocks:
    """Whether the Act applies, on what ground and from which year (R001-01)."""
    profile = drawing.records.profile
    if profile is None or not profile.act_applies or not profile.act_from_year:
        return ()
    grounds = {
        "public_interest": _("because we count as a large enterprise under the Accounting Act"),
        "two_of_three": _("because we are above two of the three limits of § 3"),
    }
    ground = grounds.get(profile.act_ground)
    if ground is None:
        return (paragraph(_("The Act has applied to us since %(year)d.") % {"year": profile.act_from_year}),)
    words = {"year": profile.act_from_year, "ground": ground}
    return (paragraph(_("The Act has applied to us since %(year)d, %(ground)s.") % words),)


def _earlier(drawing: Drawing) -> Blocks:
    """Statements of earlier years (R001-06): those published here by their public address, and those elsewhere."""
    statement, orgnr = drawing.records.statement, drawing.records.enterprise.orgnr
    points: list[Block] = []
    for year in sorted(
        {year for year, _edition, _at in drawing.records.earlier if year < statement.year}, reverse=True
    ):
        address = page_address("public:statement", orgnr, year) if orgnr else ""
        words = _("Statement for %(year)d") % {"year": year}
        points.append(paragraph(Link(words, settings.BASE_URL + address) if address else words))
    points += [paragraph(Link(each, each)) for each in lines_of(statement.earlier_links) if is_outside_address(each)]
    return (paragraph(_("For earlier periods, see:")), bullets(*points)) if points else ()


def enterprise(drawing: Drawing) -> Blocks:
    """Organisation and area of operation: the first half of § 5 a."""
    profile = drawing.records.profile
    blocks: list[Block] = []
    if profile is not None:
        blocks += written(profile.history) + written(profile.purpose)
    head = sorted({site.place for site in drawing.records.sites if site.kind == "head_office"})
    others = sorted({site.place for site in drawing.records.sites} - set(head))
    if head and others:
        places = {"head": listed(head), "places": listed(others)}
        blocks.append(paragraph(_("The head office is in %(head)s. We also work in %(places)s.") % places))
    elif head or others:
        blocks.append(paragraph(_("We work in %(places)s.") % {"places": listed(head or others)}))
    facts: list[tuple[str, tuple[Inline, ...]]] = []
    if profile is not None and profile.legal_form:
        facts.append((_("Legal form"), line(profile.legal_form)))
    if profile is not None and profile.owner:
        facts.append((_("Owner"), line(profile.owner)))
    for name, said in (("employees", _("Employees")), ("person_years", _("Person-years")), ("turnover", _("Turnover"))):
        if name in drawing.figures:
            facts.append((said, line(drawing.figure(name), _as_of(drawing, name))))
    if facts:
        blocks.append(FactList(tuple(facts)))
    return tuple(blocks)


def _as_of(drawing: Drawing, name: str) -> str:
    """The day a key figure holds for and where it is from (R001-10), in brackets."""
    held = drawing.records.key_figures[name]
    parts = [format_date(held.on, drawing.language)] if held.on else []
    said = ", ".join([*parts, held.source] if held.source else parts)
    return f" ({said})" if said else ""


def embedding(drawing: Drawing) -> Blocks:
    """Guidelines, routines and who answers for them: the second half of § 5 a. A vacancy is told of (R000-61)."""
    records = drawing.records
    blocks: list[Block] = [
        paragraph(
            _("%(name)s is responsible for our due diligence.") % {"name": records.responsible}
            if records.responsible
            else _("Nobody held the responsibility for due diligence when this was written.")
        )
    ]
    for duty, since in records.roles_set_up:
        blocks.append(
            paragraph(
                _("New in the period is the role “%(duty)s”, filled from %(day)s.")
                % {"duty": Duty(duty).label, "day": format_date(since, drawing.language)}
            )
        )
    for adopted in records.codes_adopted:
        words = {"title": adopted.title, "version": adopted.code_version}
        words["day"] = format_date(adopted.adopted_on, drawing.language)
        blocks.append(paragraph(_("In the period we adopted “%(title)s”, version %(version)s, on %(day)s.") % words))
    return (*blocks, *_code(drawing), *_accepted(drawing))


def _code(drawing: Drawing) -> Blocks:
    code = drawing.records.code
    if code is None:
        return ()
    blocks: list[Block] = []
    themes = lines_of(code.themes)
    if themes:
        blocks += [paragraph(_("Our guidelines for suppliers say what we expect on:")), bullets(*themes)]
    if code.required_from:
        blocks.append(
            paragraph(
                _("All new suppliers must accept them from %(day)s.")
                % {"day": format_date(code.required_from, drawing.language)}
            )
        )
    if is_outside_address(code.link):
        blocks.append(paragraph(_("Read the guidelines: "), Link(code.title, code.link)))
    return tuple(blocks)


def _accepted(drawing: Drawing) -> Blocks:
    records = drawing.records
    if records.code is None or not records.accepted:
        return ()
    address = page_address("suppliers:suppliers", unit=records.enterprise.key)
    count = drawing.figures.counted(
        "code_accepted", len(records.accepted), records=records.accepted, rule="code_accepted", address=address
    )
    sentence = ngettext(
        "{count} supplier has accepted them.", "{count} suppliers have accepted them.", len(records.accepted)
    )
    sentences = [woven_parts(sentence, count=count)]
    if records.accepted_freely:
        freely = drawing.figures.counted(
            "code_accepted_freely",
            len(records.accepted_freely),
            records=records.accepted_freely,
            rule="code_accepted_not_required",
            address=address,
        )
        sentences.append(woven_parts(_("Accepted without having to: {freely}."), freely=freely))
    return (joined(sentences),)
