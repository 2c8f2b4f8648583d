"""What changed since last time, in sentences: the most pressing first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samsvar.core.rules.indicators.changes import Change, ChangeKind
from samsvar.registers.indicators.presenters.words import shown

KINDS: Mapping[ChangeKind, tuple[str | Promise, str]] = {
    ChangeKind.FELL_BEHIND: (gettext_lazy("Fell behind"), "bad"),
    ChangeKind.WORSE: (pgettext_lazy("change", "Worse"), "warn"),
    ChangeKind.STOPPED: (gettext_lazy("No figure now"), "warn"),
    ChangeKind.CAUGHT_UP: (gettext_lazy("Caught up"), "good"),
    ChangeKind.BETTER: (pgettext_lazy("change", "Better"), "good"),
    ChangeKind.MOVED: (pgettext_lazy("change", "Changed"), ""),
    ChangeKind.BEGAN: (gettext_lazy("First figure"), ""),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change: what happened, the kind of pill, which indicator of which unit, the figures, and the page behind it."""

    words: str
    kind: str
    name: str
    unit: str
    figures: str
    href: str


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator as its figures are written."""

    name: str
    unit_of_measure: str
    decimals: int


def change_lines(
    every: Iterable[Change],
    indicators: Mapping[str, Named],
    units: Mapping[str, str],
    address: Mapping[tuple[str, str], str],
) -> list[ChangeLine]:
    """The changes in sentences. `address`: the page of a unit's indicator, by unit and indicator."""
    found = []
    for each in every:
        seen = each.seen
        of, (words, kind) = indicators[seen.indicator], KINDS[each.kind]
        now = shown(seen.now.figure, of.unit_of_measure, of.decimals)
        before = shown(seen.before.figure if seen.before else None, of.unit_of_measure, of.decimals)
        figures = _figures(each.kind, before, now)
        if seen.now.target is not None:
            figures += ". " + _("The target is %(target)s") % {
                "target": shown(seen.now.target, of.unit_of_measure, of.decimals)
            }
        href = address.get((seen.unit_id, seen.indicator), "")
        found.append(ChangeLine(str(words), kind, of.name, units.get(seen.unit_id, ""), figures, href))
    return found


def _figures(kind: ChangeKind, before: str, now: str) -> str:
    if kind is ChangeKind.STOPPED:
        return _("it was %(before)s") % {"before": before}
    if kind is ChangeKind.BEGAN:
        return now
    return _("from %(before)s to %(now)s") % {"before": before, "now": now}
