"""Forms about the sustainability process and what hangs on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsvar.core.rules.materiality import HIGHEST, LOWEST, Axis
from samsvar.platform.forms.fields import CodesColumn, Count, Day, Money, RowChoice, RowChoices, Text, choose_among
from samsvar.platform.forms.versioned import Versioned
from samsvar.registers.actions.models import CostKind
from samsvar.subjects.strategy.forms.strategies import Year, row_name, unit_words
from samsvar.subjects.strategy.models import DrawsFrom, Standing, StepStatus, SustainabilityProcess, Topic
from samsvar.subjects.strategy.models.process import AxisWord
from samsvar.subjects.strategy.presenters.goals import dimension_choices, goal_choices
from samsvar.subjects.strategy.presenters.process import METHODS


class UnGoals(CodesColumn):
    """Some of the UN's seventeen goals, kept as `;a;b;`."""

    def __init__(self, **more: Any) -> None:
        super().__init__(goal_choices, **more)


class Dimension(forms.ChoiceField):
    """One of the three dimensions."""

    def __init__(self, **more: Any) -> None:
        super().__init__(label=_("Dimension"), choices=dimension_choices, **more)


class BeginForm(forms.Form):
    """A round of the process."""

    year = Year(label=_("Year"))
    method = forms.ChoiceField(
        label=_("Way of working"),
        choices=[*METHODS.items()],
        widget=forms.RadioSelect,
        help_text=_("The steps can be renamed, put in another order and added to afterwards."),
    )
    with_areas = forms.BooleanField(
        label=_("Begin with the areas that ship"),
        required=False,
        help_text=_("Diversity, health of staff, apprentices, responsible purchasing and emissions, not judged yet."),
    )


class RulesForm(Versioned):
    """When a topic is material."""

    threshold = forms.TypedChoiceField(
        label=_("Material from the score"), coerce=int, choices=[(n, str(n)) for n in range(LOWEST, HIGHEST + 1)]
    )
    either = forms.BooleanField(
        label=_("Double materiality: one axis is enough"),
        required=False,
        help_text=_("Then one axis is our impact on others, and the other the importance to our finances."),
    )


class PublishForm(Versioned):
    """Making it public."""

    language = forms.ChoiceField(
        label=_("Language of what you have written"),
        choices=settings.LANGUAGES,
        help_text=_("Headings and figures follow the reader’s language; your own words stand as you wrote them."),
    )


class ProcessPart(Versioned):
    """A form about something of a process. `given` holds the rows its choices are made among."""

    def __init__(
        self, *arguments: Any, process: SustainabilityProcess, given: Mapping[str, Any] | None = None, **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        for name in set(given or ()) & set(self.fields):
            choose_among(self, name, (given or {})[name])


class StepForm(ProcessPart):
    """A step: its name, when it is planned, how far it has come, and what came of it."""

    name = Text(label=_("Name"), max_length=150, required=False, help_text=_("Empty: the name it ships with."))
    about = Text(label=_("What is done"), lines=2, max_length=1_000, required=False)
    planned_from = Day(label=_("Planned from"), required=False)
    planned_to = Day(label=_("Planned to"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=StepStatus.choices)
    result = Text(label=_("What came of it"), lines=4, max_length=5_000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("planned_from"), cleaned.get("planned_to")
        if first and last and last < first:
            self.add_error("planned_to", _("The last day cannot come before the first."))
        return cleaned


class TrainingForm(ProcessPart):
    """Who was reached, and what they say they understand."""

    name = Text(label=_("Training"), max_length=150, help_text=_("For example e-learning on sustainability."))
    held_on = Day(label=_("Counted on"), required=False)
    invited = Count(label=_("How many it is meant for"))
    reached = Count(label=_("How many have taken it"))
    asked = Count(label=_("How many have answered what they understand"))
    understand = Count(
        label=_("How many say they understand what sustainability means for their work"),
        help_text=_("Not shown where fewer than five have answered."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        invited, reached = cleaned.get("invited"), cleaned.get("reached")
        if invited is not None and reached is not None and reached > invited:
            self.add_error("reached", _("More have taken it than it is meant for."))
        asked, understand = cleaned.get("asked"), cleaned.get("understand")
        if understand is not None and (asked is None or understand > asked):
            self.add_error("understand", _("Write how many have answered, and no more than those."))
        return cleaned


class AreaForm(ProcessPart):
    """A mapped area."""

    name = Text(label=_("Area"), max_length=150)
    dimension = Dimension()
    standing = forms.ChoiceField(label=_("How we stand"), choices=Standing.choices)
    about = Text(label=_("Why"), lines=3, max_length=2_000, required=False)
    draws_from = forms.ChoiceField(
        label=_("Draws figures by itself from"),
        choices=[("", pgettext_lazy("source", "Nothing")), *DrawsFrom.choices],
        required=False,
    )
    goals = RowChoices(label=_("Goals of the area"), words=row_name, required=False)
    indicators = RowChoices(label=_("Indicators of the area"), words=row_name, required=False)
    un_goals = UnGoals(label=_("UN goals"))


class StakeholderForm(ProcessPart):
    """Somebody who is asked."""

    name = Text(label=_("Who"), max_length=150, help_text=_("An organisation or a role rather than a person."))
    group = Text(label=_("Group they speak for"), max_length=100, help_text=_("For example patients, or staff."))
    weight = forms.IntegerField(
        label=_("How much the group counts"),
        min_value=0,
        max_value=9,
        help_text=_("1 where all groups count alike; 0 leaves the group out of the mean."),
    )


class DialogueForm(ProcessPart):
    """A talk with a stakeholder."""

    stakeholder = RowChoice(label=_("Stakeholder"), empty_label=_("Choose a stakeholder"))
    held_on = Day(label=_("Day"))
    channel = Text(label=_("How"), max_length=60, help_text=_("For example meeting, or survey."))
    said = Text(label=_("What came of it"), lines=4, max_length=5_000)


class TopicForm(ProcessPart):
    """A topic that may matter."""

    name = Text(label=_("Topic"), max_length=150)
    dimension = Dimension()
    about = Text(label=_("What it is about"), lines=2, max_length=1_000, required=False)


class GoalForm(ProcessPart):
    """The choice of a UN goal."""

    un_goal = forms.ChoiceField(label=_("UN goal"), choices=goal_choices)
    dimension = Dimension()
    reason = Text(label=_("Why it is chosen"), lines=3, max_length=2_000)
    topics = RowChoices(label=_("Rests on the topics"), required=False)
    areas = RowChoices(label=_("Rests on the areas"), required=False)
    partners = Text(label=_("Works with"), required=False, help_text=_("Other organisations, with commas between."))
    actions = RowChoices(label=_("Actions that serve it without any promise"), required=False)
    body_name = Text(label=_("Decided by"), max_length=150, required=False, help_text=_("For example the board."))
    decided_on = Day(label=_("Decided on"), required=False)
    case_number = Text(label=_("Case number"), max_length=60, required=False)


class PromiseForm(ProcessPart):
    """A promise, with what it rests on."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    text = Text(label=_("The promise"), lines=3, max_length=1_000)
    dimension = Dimension()
    un_goals = UnGoals(label=_("UN goals"))
    mission = Text(label=_("Rests on the mission"), required=False)
    owner_expectation = Text(label=_("Rests on an expectation of the owner"), required=False)
    law = Text(label=_("Rests on the law"), required=False, help_text=_("Law and section."))
    indicators = RowChoices(label=_("Indicators that tell how it goes"), words=row_name, required=False)
    actions = RowChoices(label=_("Actions that keep it"), required=False)


class ServiceForm(ProcessPart):
    """A service delivered that serves UN goals."""

    service = Text(label=_("Service"), max_length=200)
    un_goals = UnGoals(label=_("UN goals"))
    how = Text(label=_("How it serves them"), lines=3, max_length=2_000)
    gains = Text(label=_("Who has the gain"), required=False, help_text=_("For example the hospitals of the region."))
    indicator = RowChoice(label=_("Indicator of the effect"), words=row_name, required=False, empty_label=_("None yet"))
    unit = RowChoice(
        label=_("Measured at"), words=unit_words, required=False, empty_label=_("The whole enterprise"),
        help_text=_("Where the gain falls, if that is with a unit of yours."),
    )  # fmt: skip

    def clean_un_goals(self) -> str:
        found: str = self.cleaned_data["un_goals"]
        if not found:
            raise forms.ValidationError(_("Choose at least one goal that it serves."))
        return found


class ContactForm(ProcessPart):
    """Whom anyone may ask, by role."""

    role = Text(label=_("Role"), max_length=150, help_text=_("A role, never a person’s name."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    telephone = Text(label=_("Telephone"), max_length=40, required=False)


class PromiseActionForm(Versioned):
    """A new action that keeps a promise."""

    title = Text(label=_("What is to be done"))
    responsible_name = Text(label=_("Responsible"), max_length=150, required=False, help_text=_("A role or a name."))
    expected_result = Text(label=_("Wanted effect"), lines=3, max_length=2_000, required=False)
    due_on = Day(label=_("Deadline"), required=False)
    cost_kind = forms.ChoiceField(label=_("Cost beyond the budget"), choices=CostKind.choices)
    cost_ore = Money(label=_("Amount in kroner"), help_text=_("Only where the cost is an amount."))


UNASKED, NOT_KNOWN = "", "0"


class ScoreForm(forms.Form):
    """What a stakeholder says of each topic on both axes. A topic they were not asked about is left alone."""

    def __init__(self, *arguments: Any, topics: Sequence[Topic], held: Mapping[tuple[int, str], Any], **more: Any):
        super().__init__(*arguments, **more)
        self.topics = topics
        numbers = [(str(n), str(n)) for n in range(LOWEST, HIGHEST + 1)]
        choices = [(UNASKED, _("Not asked")), *numbers, (NOT_KNOWN, _("Does not know"))]
        for topic in topics:
            for axis in Axis:
                place = (topic.pk, axis.value)
                begun = UNASKED if place not in held else str(held[place] or NOT_KNOWN)
                label = f"{topic.name}: {AxisWord(axis.value).label}"
                field = forms.ChoiceField(choices=choices, required=False, initial=begun, label=label)
                self.fields[_score_name(topic, axis)] = field

    @property
    def rows(self) -> list[tuple[Topic, list[Any]]]:
        """Each topic with its two fields."""
        return [(topic, [self[_score_name(topic, axis)] for axis in Axis]) for topic in self.topics]

    @property
    def scores(self) -> dict[tuple[Topic, str], int | None]:
        """What was written, None for one who did not know; without what they were not asked about."""
        found = {}
        for topic in self.topics:
            for axis in Axis:
                said = self.cleaned_data[_score_name(topic, axis)]
                if said != UNASKED:
                    found[topic, axis.value] = int(said) or None
        return found


def _score_name(topic: Topic, axis: Axis) -> str:
    return f"{axis.value}-{topic.key}"
