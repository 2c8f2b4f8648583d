"""What was done for a document in words, year by year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsvar.platform.ui.addresses import page_address
from samsvar.subjects.governance.presenters.signing import group_names
from samsvar.subjects.governance.selectors.measures import Measure, MeasureKind


@dataclass(frozen=True)
class MeasureLine:
    """Something done on a day, and where its record is read; `people` in words where they are counted."""

    on: date
    words: str
    href: str
    people: str


def measure_words(measure: Measure, language: str) -> str:
    """What was done, as one line in the active language."""
    if measure.kind in (MeasureKind.ROUND, MeasureKind.MADE_KNOWN):
        to = ", ".join(group_names(measure.groups))
        if measure.kind is MeasureKind.ROUND:
            return _("Sent out to be read and confirmed: %(groups)s") % {"groups": to}
        return _("Made known: %(groups)s") % {"groups": to}
    if measure.kind is MeasureKind.MEETING:
        return _("Gone through: %(occasion)s") % {"occasion": measure.names[0]}
    return measure.name(language)


def by_year(measures: Iterable[Measure], language: str) -> list[tuple[int, list[MeasureLine]]]:
    """Each year with what was done in it, the newest first."""
    years: dict[int, list[MeasureLine]] = {}
    for each in measures:
        people = ""
        if each.people is not None:
            people = ngettext("%(n)d was there", "%(n)d were there", each.people) % {"n": each.people}
        line = MeasureLine(each.on, measure_words(each, language), _address(each), people)
        years.setdefault(each.on.year, []).append(line)
    return list(years.items())


def _address(measure: Measure) -> str:
    if measure.kind is MeasureKind.ACTIVITY:
        return page_address("wheel:occurrence", measure.key)
    return page_address("plans:action", measure.key) if measure.kind is MeasureKind.ACTION else ""
