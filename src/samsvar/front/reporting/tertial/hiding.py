"""A report as it was handed in, with what is hidden now masked in it, and a note that says how much and why."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.core.documents.model import (
    Block,
    Document,
    FactList,
    FigureRef,
    Inlines,
    Language,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    line,
)
from samsvar.core.documents.numbers import format_number
from samsvar.core.documents.walk import inlines_of
from samsvar.core.rules.indicators.periods import parse_period
from samsvar.core.rules.indicators.status import Status
from samsvar.core.rules.reports import HiddenFor
from samsvar.front.reporting.tertial.indicators import trend_words
from samsvar.front.reporting.tertial.kept import HiddenNow, Kept, hidden_now, kept_in
from samsvar.front.reporting.tertial.summary import finding_words
from samsvar.registers.indicators.presenters.words import REASONS, shown
from samsvar.registers.indicators.selectors.figures import Shown
from samsvar.subjects.reports.models import Report

_OWN, _CHANGE, _PART = "indicator-", "change-", "joint-"
STATUS, TREND = 3, 4
"""Where status and trend stand in a row of the section of indicators."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure of a document comes from: unit, indicator, and one period or the two it is the change between."""

    unit_id: int
    indicator: str
    periods: tuple[str, ...]


def as_may_be_told(report: Report, document: Document) -> Document:
    """The report's document with what is hidden now masked, and a note of it first. Four queries, or one.

    What people wrote is theirs, and stays.
    """
    places = {each: place for each in _figures(document) if (place := _place(report, each))}
    kept = {(each.unit_id, each.indicator, each.period): each for each in [*kept_in(report), *_parts(places)]}
    besides = {(each.unit_id, each.indicator, code) for each in places.values() for code in _compared(each)}
    found = hidden_now(list(kept.values()), besides)
    if not found.why and not found.hiding:
        return document
    with translation.override(document.language):
        hider = _Hider(report, found, places, document.language)
        sections = tuple(hider.section(each) for each in document.sections)
        if not hider.hidden:
            return replace(document, sections=sections)
        return replace(document, sections=sections, opening=(*_note(hider, found.limit), *document.opening))


def _figures(document: Document) -> Iterator[FigureRef]:
    blocks = (block for section in document.sections for block in section.blocks)
    return (each for block in blocks for each in inlines_of(block) if isinstance(each, FigureRef))


def _place(report: Report, figure: FigureRef) -> _Place | None:
    keys = dict(each.partition(":")[::2] for each in figure.records)
    if "indicator" not in keys or (figure.value is None and not figure.id.startswith(_CHANGE)):
        return None
    if figure.id.startswith(_PART):
        unit = figure.id.rpartition("-")[2]
        return _Place(int(unit), keys["indicator"], (figure.edition.partition(",")[0],)) if unit.isdigit() else None
    if figure.id.startswith(_CHANGE):
        return _Place(report.unit_id, keys["indicator"], tuple(figure.edition.split("–")))
    if figure.id.startswith(_OWN):
        return _Place(report.unit_id, keys["indicator"], (figure.edition.rpartition(", ")[2],))
    return None


def _parts(places: dict[FigureRef, _Place]) -> Iterator[Kept]:
    """The figures of a joint report's parts, which stand in its document alone."""
    for figure, place in places.items():
        if figure.id.startswith(_PART):
            yield Kept(place.unit_id, place.indicator, place.periods[0], {"value": str(figure.value)})


def _compared(place: _Place) -> Iterator[str]:
    """The periods that tell of a figure: its own, and the same of the year before, which the trend is held against."""
    for code in place.periods:
        yield code
        if period := parse_period(code):
            yield period.same_last_year().code


class _Hider:
    """Masks one document. `hidden`: what was masked, by unit, indicator and period, with why."""

    def __init__(self, report: Report, found: HiddenNow, places: dict[FigureRef, _Place], language: Language) -> None:
        self.found = found
        self.places = places
        self.language = language
        self.hidden: dict[tuple[int, str, str], HiddenFor] = {}
        self._status = {each["indicator"]: Status(each["status"]) for each in report.figures if "indicator" in each}

    def section(self, section: Section) -> Section:
        """The section, masked."""
        if section.id == "summary":
            return replace(section, blocks=self._summary(section))
        return replace(section, blocks=tuple(self._block(section.id, each) for each in section.blocks))

    def _why(self, figure: object) -> HiddenFor | None:
        """Why a figure is hidden, noted for the count; a change is where either of its ends is, or is told by it."""
        place = self.places.get(figure) if isinstance(figure, FigureRef) else None
        if not isinstance(figure, FigureRef) or place is None:
            return None
        for code in place.periods:
            if why := self.found.of(place.unit_id, place.indicator, code):
                return self._note(place, code, why)
        if figure.id.startswith(_CHANGE) and self._is_other_change(figure, place) and self._tells(place, place.periods):
            return self._note(place, place.periods[0], HiddenFor.TELLING)
        return None

    def _note(self, place: _Place, code: str, why: HiddenFor) -> HiddenFor:
        self.hidden[place.unit_id, place.indicator, code] = why
        return why

    def _is_other_change(self, figure: FigureRef, place: _Place) -> bool:
        """Whether the change is another now, or one of its ends is."""
        ends = [self.found.now.get((place.unit_id, place.indicator, code)) for code in place.periods]
        known = [each for each in ends if each is not None and each.number is not None]
        numbers = [each.number for each in known if each.number is not None]
        change = format(numbers[1] - numbers[0], "f") if len(numbers) == 2 else None
        return change != figure.value or not all(_says(figure.text, each) for each in known)

    def _tells(self, place: _Place, periods: Iterable[str]) -> bool:
        return any(self.found.hides_beneath(place.indicator, code) for code in periods)

    def _block(self, section: str, block: Block) -> Block:
        if not isinstance(block, Table):
            return block
        return replace(block, rows=tuple(self._row(section, each) for each in block.rows))

    def _row(self, section: str, row: Row) -> Row:
        masked = tuple(self._cell(each) for each in row.cells)
        if section == "figures" and masked != row.cells:
            return replace(row, cells=(*masked[:-2], line("–"), masked[-1]))  # what they come to would tell it
        if section == "changes" and masked != row.cells:
            return replace(row, cells=(line("*"), *masked[1:]))
        if section == "indicators":
            return replace(row, cells=self._judged(row.cells, masked))
        return replace(row, cells=masked)

    def _cell(self, cell: Inlines) -> Inlines:
        """The cell with what is hidden as `*`; the verdict in brackets after it, as promises have, goes with it."""
        found = []
        verdict = False
        for each in cell:
            if verdict and isinstance(each, Text) and each.text.startswith(" ("):
                each = Text(f" ({_('not known')})")
            verdict = self._why(each) is not None
            found.append(replace(each, text="*", value=None) if verdict and isinstance(each, FigureRef) else each)
        return tuple(found)

    def _judged(self, cells: tuple[Inlines, ...], masked: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
        """Status and trend follow the figure; the trend follows last year's too."""
        figure = next((each for each in cells[1] if isinstance(each, FigureRef)), None)
        place = self.places.get(figure) if figure else None
        if place is None:
            return masked
        if masked != cells:
            return (*masked[:STATUS], line(f"* {REASONS['masked']}"), line("–"), *masked[TREND + 1 :])
        if self._trend_tells(place, cells[TREND]):
            return (*masked[:TREND], line("–"), *masked[TREND + 1 :])
        return masked

    def _trend_tells(self, place: _Place, cell: Inlines) -> bool:
        """Whether the change from last year tells a figure of last year that is hidden now, or may be worked out."""
        period = parse_period(place.periods[0])
        now = self.found.now.get((place.unit_id, place.indicator, place.periods[0]))
        if period is None or now is None or cell == line("–"):
            return False
        last = period.same_last_year().code
        if why := self.found.of(place.unit_id, place.indicator, last):
            self._note(place, last, why)
            return True
        if cell != line(trend_words(now)) and self._tells(place, (last, place.periods[0])):
            self._note(place, last, HiddenFor.TELLING)
            return True
        return False

    def _summary(self, section: Section) -> tuple[Block, ...]:
        """The counts of how indicators stand, as if what is hidden had no figure; and the finding that they give."""
        moved: Counter[Status] = Counter()
        for place in {each for figure, each in self.places.items() if figure.id.startswith(_OWN)}:
            if self.found.of(place.unit_id, place.indicator, place.periods[0]):
                moved[self._status.get(place.indicator, Status.UNKNOWN)] += 1
        facts = [each for each in section.blocks if isinstance(each, FactList)]
        counted = {status: _count(facts, status) for status in Status}
        now = {status: number - moved[status] for status, number in counted.items() if number is not None}
        if Status.UNKNOWN in now:
            now[Status.UNKNOWN] += moved.total()
        said = line(finding_words({status: number or 0 for status, number in counted.items()}))
        anew = line(finding_words({status: now.get(status, 0) for status in Status}))
        return tuple(
            _recounted(each, now, self.language)
            if isinstance(each, FactList)
            else replace(each, inlines=anew)
            if isinstance(each, Paragraph) and each.inlines == said
            else each
            for each in section.blocks
        )


def _says(text: str, figure: Shown) -> bool:
    """Whether a text has the figure in it, as it is written."""
    written = shown(figure.number, figure.indicator.unit_of_measure, figure.indicator.decimals)
    before, there, _after = text.partition(written)
    return bool(there) and not before[-1:].isdigit() and before[-1:] not in (",", ".", "−")


def _is_count(figure: object, status: Status) -> bool:
    return isinstance(figure, FigureRef) and figure.id.startswith(f"indicators-{status.value}-")


def _count(facts: list[FactList], status: Status) -> int | None:
    every = (each for block in facts for _name, content in block.facts for each in content if _is_count(each, status))
    return next((each.value for each in every if isinstance(each, FigureRef) and isinstance(each.value, int)), None)


def _recounted(block: FactList, now: dict[Status, int], language: Language) -> FactList:
    def one(content: Inlines) -> Inlines:
        for status, number in now.items():
            if len(content) == 1 and isinstance(content[0], FigureRef) and _is_count(content[0], status):
                shown = format_number(number, language, 0)
                return (replace(content[0], text=shown, value=number),)
        return content

    return replace(block, facts=tuple((name, one(content)) for name, content in block.facts))


def _note(hider: _Hider, limit: int) -> tuple[Block, ...]:
    """How many figures are hidden since, and by which rule: plain words, which are printed too."""
    by_rule = Counter(hider.hidden.values())
    words = {
        HiddenFor.FEW: ngettext(
            "%(n)s figure is hidden since the report was handed in: it is about fewer than %(limit)s people, or "
            "would tell of such a figure when added and subtracted.",
            "%(n)s figures are hidden since the report was handed in: they are about fewer than %(limit)s people, or "
            "would tell of such figures when added and subtracted.",
            by_rule[HiddenFor.FEW],
        ),
        HiddenFor.TELLING: ngettext(
            "%(n)s figure is hidden since the report was handed in: another is shown now, and the difference could "
            "tell of a figure about fewer than %(limit)s people.",
            "%(n)s figures are hidden since the report was handed in: others are shown now, and the differences could "
            "tell of figures about fewer than %(limit)s people.",
            by_rule[HiddenFor.TELLING],
        ),
    }
    told = format_number(limit, hider.language, 0)
    return tuple(Paragraph(line(words[why] % {"n": number, "limit": told})) for why, number in by_rule.items())
