"""What the pages of the sustainability process show of its steps, and what each step holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsvar.core.catalogues.editions import title_in
from samsvar.core.catalogues.strategy import Step as ShippedStep
from samsvar.core.catalogues.strategy import process_steps
from samsvar.platform.ui.language import current_language
from samsvar.subjects.strategy.models import Step, StepStatus, SustainabilityProcess, Training
from samsvar.subjects.strategy.presenters.words import Words

#: What the ways of working are called.
METHODS: Mapping[str, Words] = {
    "five-steps": _("Five steps, as Norsk helsenett works"),
    "sdg-compass": _("The five steps of SDG Compass"),
}

#: The parts of a step's page by what the step comes to; the first is shown unless another is asked for.
PARTS: Mapping[str, tuple[str, ...]] = {
    "training": ("training",),
    "areas": ("areas",),
    "matrix": ("topics",),
    "goals": ("goals",),
    "promises": ("promises", "services"),
}
PART_NAMES: Mapping[str, Words] = {
    "training": _("Training"),
    "areas": _("Areas"),
    "topics": _("Topics"),
    "goals": _("Goals"),
    "promises": _("Promises"),
    "services": _("Services"),
}

_STATES: Mapping[str, str] = {StepStatus.DONE: "good", StepStatus.UNDER_WAY: "", StepStatus.NOT_BEGUN: ""}


@dataclass(frozen=True)
class StepLine:
    """A step: its place and name, whether its planned period is over without its being done, and its page."""

    step: Step
    number: int
    name: str
    about: str
    kind: str
    state: Words
    late: bool
    href: str

    @property
    def title(self) -> str:
        """Its number and name, as the tabs have it."""
        return f"{self.number}. {self.name}"


def step_lines(process: SustainabilityProcess, steps: Sequence[Step], today: date) -> list[StepLine]:
    """The steps in their order, under their own names or those they ship with."""
    language, shipped = current_language(), {each.code: each for each in process_steps(process.method)}
    return [_line(process, step, number, shipped.get(step.code), language, today)
            for number, step in enumerate(steps, 1)]  # fmt: skip


def _line(
    process: SustainabilityProcess, step: Step, number: int, shipped: ShippedStep | None, language: str, today: date
) -> StepLine:
    late = step.status != StepStatus.DONE and step.planned_to is not None and step.planned_to < today
    return StepLine(
        step,
        number,
        step.name or (title_in(shipped.name, language) if shipped else ""),
        step.about or (title_in(shipped.about, language) if shipped else ""),
        "bad" if late else _STATES[step.status],
        _("late") if late else StepStatus(step.status).label,
        late,
        reverse("strategy:process_step", args=[process.key, step.key]),
    )


def parts_of(process: SustainabilityProcess, step: Step) -> tuple[str, ...]:
    """The parts of a step's page. A way of working without a step for mapping maps where it weighs what matters."""
    results = {each.code: each.result for each in process_steps(process.method)}
    parts = PARTS.get(results.get(step.code, ""), ())
    if parts == PARTS["matrix"] and "areas" not in results.values():
        return (*PARTS["areas"], *parts)
    return parts


@dataclass(frozen=True)
class TrainingLine:
    """Training with the shares it comes to. `hidden`: fewer than five were asked, so what they said is not told."""

    row: Training
    hidden: bool

    @property
    def reached(self) -> Fraction | None:
        """The share of those it is meant for; None where either is unknown."""
        return _share(self.row.reached, self.row.invited)

    @property
    def understand(self) -> Fraction | None:
        """The share of those who answered; None where either is unknown or hidden."""
        return None if self.hidden else _share(self.row.understand, self.row.asked)


def _share(part: int | None, whole: int | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(part, whole)


FEWEST = 5
"""Fewer answers than this could tell what one person said."""


def training_lines(rows: Sequence[Training]) -> list[TrainingLine]:
    """Who was reached, and what they say they understand; nothing is said of fewer than five."""
    return [TrainingLine(row, row.understand is not None and (row.asked or 0) < FEWEST) for row in rows]
