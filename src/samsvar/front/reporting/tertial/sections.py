"""The sections of a pack in order: for whom, of which pack, and what draws each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samsvar.core.documents.model import Blocks
from samsvar.front.reporting.tertial import duties, indicators, summary, work, year
from samsvar.front.reporting.tertial.asked import Asked

EVERYONE = frozenset({"board", "amu", "owner"})
_LEADING = frozenset({"board", "owner"})


@dataclass(frozen=True)
class SectionKind:
    """A section: `readers` are told it; `annual` and `enterprise` say that it stands only there."""

    id: str
    title: str | Promise
    draw: Callable[[Asked], Blocks]
    readers: frozenset[str] = EVERYONE
    annual: bool = False
    enterprise: bool = False

    def stands_in(self, asked: Asked) -> bool:
        """Whether the pack has it."""
        for_reader = not asked.reader or asked.reader in self.readers
        return for_reader and (asked.is_annual or not self.annual) and (asked.is_enterprise or not self.enterprise)


SECTIONS = (
    SectionKind("summary", _("In short"), summary.summary),
    SectionKind("indicators", _("Indicators against their targets"), indicators.indicators),
    SectionKind("changes", _("What changed"), indicators.changes),
    SectionKind("deliveries", _("Whose figures are accepted"), indicators.deliveries),
    SectionKind("actions", _("Actions"), work.actions),
    SectionKind("plans", _("Action plans"), duties.plans),
    SectionKind("wheel", _("The annual wheel"), work.wheel, enterprise=True),
    SectionKind(
        "requirements", _("Requirements without anything behind"), duties.requirements, _LEADING, enterprise=True
    ),
    SectionKind("decisions", _("Decisions of the management review"), work.decisions, frozenset({"board", "amu"})),
    SectionKind("responsibility", _("Social responsibility"), duties.responsibility, _LEADING, enterprise=True),
    SectionKind("promises", _("Promises"), duties.promises, _LEADING, enterprise=True),
    SectionKind(
        "year-figures", _("Figures for the directors’ report and the owner"), year.year_figures, _LEADING,
        annual=True, enterprise=True,
    ),
)  # fmt: skip


def sections_in(asked: Asked) -> list[SectionKind]:
    """Those that the pack has, in order."""
    return [each for each in SECTIONS if each.stands_in(asked)]
