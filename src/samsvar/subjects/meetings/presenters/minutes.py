"""The minutes of a review as a document: web page, PDF/UA and Word from the same words."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.core.documents import files
from samsvar.core.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    FactList,
    Language,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Text,
    line,
    row,
)
from samsvar.core.documents.numbers import format_date, format_money, format_number
from samsvar.core.rules.dates import oslo_day
from samsvar.subjects.meetings.models import Decision, Finding
from samsvar.subjects.meetings.presenters.reviews import PointLine, point_lines, sums_by_year
from samsvar.subjects.meetings.presenters.words import review_title
from samsvar.subjects.meetings.selectors.reviews import Held, Whole

CONTENT_TYPES: Mapping[str, str] = {form: kind for form, kind in files.CONTENT_TYPES.items() if form in files.PAPERS}


def file_of(document: Document, form: str) -> bytes:
    """The minutes in one form. Raises KeyError for a form there is not."""
    return files.PAPERS[form](document)


def minutes_of(whole: Whole, language: Language, *, final: bool = False) -> Document:
    """The minutes as they stand, in the language; `final` once they are frozen."""
    review = whole.review
    with translation.override(language):
        sections = [section for section in _sections(whole, language) if section.blocks]
        numbered = tuple(
            Section(section.id, str(number), section.title, section.blocks)
            for number, section in enumerate(sections, start=1)
        )
        return Document(
            title=review_title(review),
            enterprise=review.unit.name(language),
            language=language,
            year=review.year,
            from_on=date(review.year, 1, 1),
            to_on=date(review.year, 12, 31),
            sections=numbered,
            subtitle=_("Minutes") if final else _("Minutes, draft"),
            status="published" if final else "draft",
            contents=False,
        )


def _sections(whole: Whole, language: Language) -> Iterator[Section]:
    yield Section("about", "", _("About the review"), tuple(_about(whole, language)))
    if whole.points:
        yield Section("input", "", _("Input and what was said of it"), tuple(_input(whole, language)))
    yield Section("resources", "", _("Resources set aside"), tuple(_resources(whole, language)))
    yield Section("documents", "", _("Governing documents"), tuple(_documents(whole)))
    yield Section("events", "", _("Events and who took part"), tuple(_events(whole, language)))
    yield Section("findings", "", _("Findings"), tuple(_findings(whole, language)))
    yield Section("decisions", "", _("Decisions"), tuple(_decisions(whole, language)))
    conclusion = whole.review.conclusion
    yield Section("conclusion", "", _("Conclusion"), tuple(_paragraphs(conclusion)))


def _about(whole: Whole, language: Language) -> Iterator[Block]:
    review = whole.review
    day = review.held_on or review.planned_on
    facts = [
        (_("Unit"), review.unit.name(language)),
        (_("Held on") if review.held_on else _("Planned for"), format_date(day, language) if day else "–"),
        (_("Led by"), review.led_by or "–"),
        (_("Took part"), review.took_part or "–"),
    ]
    yield FactList(tuple((name, line(words)) for name, words in facts))
    yield from _paragraphs(review.scope)


def _input(whole: Whole, language: Language) -> Iterator[Block]:
    if whole.review.gathered_at:
        day = format_date(oslo_day(whole.review.gathered_at), language)
        yield Paragraph(line(_("The input was collected on %(day)s.") % {"day": day}))
    for each in point_lines(whole):
        yield Paragraph((Strong((Text(str(each.title)),)), Text(f" ({each.sources})")))
        yield from _point(each, language)


def _point(each: PointLine, language: Language) -> Iterator[Block]:
    if each.gathered is None:
        if each.note is None:
            yield Paragraph(line(_("Not gathered, and nothing is noted.")))
    elif not each.gathered.count:
        yield Paragraph(line(_("None.")))
    else:
        items = [
            " · ".join(part for part in (title, format_date(on, language, "table") if on else "", str(word)) if part)
            for title, _address, on, word in each.lines
        ]
        if each.rest:
            items.append(_("and %(n)d more") % {"n": each.rest})
        yield BulletList(tuple((Paragraph(line(item)),) for item in items))
    if each.note is not None:
        yield from _paragraphs(each.note.text)


def _resources(whole: Whole, language: Language) -> Iterator[Block]:
    for of_year in sums_by_year(whole.resources):
        rows = tuple(
            row(
                each.unit.name(language),
                each.purpose,
                format_number(each.work, language, 2) if each.work is not None else "–",
                format_money(each.amount_ore, language) if each.amount_ore is not None else "–",
            )
            for each in of_year.rows
        )
        columns = (
            Column(_("Unit"), row_header=True),
            Column(_("For what")),
            Column(_("Person-years"), "number"),
            Column(_("Money"), "number"),
        )
        yield Table(_("Set aside in %(year)d") % {"year": of_year.year}, columns, rows)


def _documents(whole: Whole) -> Iterator[Block]:
    if whole.documents:
        columns = (Column(_("Document"), row_header=True), Column(_("Decided")), Column(_("Why")))
        rows = tuple(row(each.title, each.get_verdict_display(), each.reason or "–") for each in whole.documents)
        yield Table(_("What is decided of each document"), columns, rows)


def _events(whole: Whole, language: Language) -> Iterator[Block]:
    if whole.events:
        columns = (Column(_("Event"), row_header=True), Column(_("Day")), Column(_("Took part"), "number"))
        rows = tuple(_event(each, language) for each in whole.events)
        yield Table(_("Events and who took part"), columns, rows)


def _event(each: Held, language: Language) -> Row:
    told = each.turnout
    words = _("%(part)d of %(asked)d") % {"part": told.took_part, "asked": told.asked} if told.asked else "–"
    day = format_date(each.row.held_on, language, "table") if each.row.held_on else "–"
    return row(each.row.title, day, words)


def _findings(whole: Whole, language: Language) -> Iterator[Block]:
    if whole.findings:
        columns = (
            Column(_("Number"), "number"),
            Column(_("Finding"), row_header=True, width=3.0),
            Column(_("Kind")),
            Column(_("Held against")),
            Column(_("Responsible and deadline")),
        )
        rows = tuple(_found(each, language) for each in whole.findings)
        yield Table(_("Findings"), columns, rows)


def _found(each: Finding, language: Language) -> Row:
    who = each.responsible.name if each.responsible else each.unit.name(language)
    when = f", {format_date(each.due_on, language, 'table')}" if each.due_on else ""
    return row(str(each.number), each.text, each.get_kind_display(), each.criterion or "–", f"{who}{when}")


def _decisions(whole: Whole, language: Language) -> Iterator[Block]:
    for number, decision in enumerate(whole.decisions, start=1):
        yield Paragraph((Strong((Text(_("Decision %(n)d") % {"n": number}),)), Text(f". {decision.text}")))
        yield from _weighed(decision)
        asks = [_asks(step, language) for step in decision.steps.all()]
        if asks:
            yield BulletList(tuple((Paragraph(line(each)),) for each in asks))


def _asks(step: object, language: Language) -> str:
    parts = [getattr(step, "what", "")]
    responsible, due_on = getattr(step, "responsible", None), getattr(step, "due_on", None)
    if responsible:
        parts.append(responsible.name)
    if due_on:
        parts.append(format_date(due_on, language))
    return " · ".join(parts)


def _weighed(decision: Decision) -> Iterator[Block]:
    named = (
        (_("Climate and environment"), decision.weighed_climate),
        (_("Social"), decision.weighed_social),
        (_("Economy and governance"), decision.weighed_economy),
    )
    if any(text for _name, text in named):
        yield FactList(tuple((name, line(text or _("not weighed"))) for name, text in named))


def _paragraphs(text: str) -> Iterator[Block]:
    for part in text.split("\n\n"):
        if part.strip():
            yield Paragraph(line(part.strip()))


__all__ = ["CONTENT_TYPES", "file_of", "minutes_of"]
