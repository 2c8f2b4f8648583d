"""Forms about what hangs on a process: one page for each kind of part, scores, and actions that keep a promise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.platform.access.guards import allow_methods, find_or_404, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.viewer import ViewerRequest
from samsvar.platform.forms.versioned import begun
from samsvar.platform.ui.asked import version_in
from samsvar.platform.ui.clock import now
from samsvar.subjects.strategy import choices, models
from samsvar.subjects.strategy.forms import process as forms
from samsvar.subjects.strategy.models import Promise, Stakeholder, SustainabilityProcess
from samsvar.subjects.strategy.selectors.process import results_of
from samsvar.subjects.strategy.services import process as services
from samsvar.subjects.strategy.views.finding import found_process
from samsvar.subjects.strategy.views.process import process_address, process_page
from samsvar.subjects.strategy.views.saving import form_page, was_refused

Rows = Callable[[SustainabilityProcess], Any]


@dataclass(frozen=True)
class Kind:
    """A kind of part: its table, its form, what its pages are called, and the rows its choices are made among.

    `of`: what the step it belongs to comes to, and the part of that step's page.
    """

    model: type[Any]
    form: type[forms.ProcessPart]
    new: str | Words
    change: str | Words
    of: tuple[str, str]
    given: Mapping[str, Rows]


KINDS: Mapping[str, Kind] = {
    "steg": Kind(
        models.Step, forms.StepForm, gettext_lazy("New step"), gettext_lazy("Change the step"), ("", ""), {}
    ),
    "opplaring": Kind(
        models.Training, forms.TrainingForm, gettext_lazy("New training"), gettext_lazy("Change the training"),
        ("training", ""), {},
    ),
    "omrade": Kind(
        models.MappedArea, forms.AreaForm, gettext_lazy("New area"), gettext_lazy("Change the area"),
        ("areas", "areas"), {"goals": choices.goals_at, "indicators": choices.indicators_at},
    ),
    "interessent": Kind(
        models.Stakeholder, forms.StakeholderForm, gettext_lazy("New stakeholder"),
        gettext_lazy("Change the stakeholder"), ("matrix", "topics"), {},
    ),
    "samtale": Kind(
        models.Dialogue, forms.DialogueForm, gettext_lazy("New talk"), gettext_lazy("Change the talk"),
        ("matrix", "topics"), {"stakeholder": lambda process: process.stakeholders.order_by("name", "pk")},
    ),
    "tema": Kind(
        models.Topic, forms.TopicForm, gettext_lazy("New topic"), gettext_lazy("Change the topic"),
        ("matrix", "topics"), {},
    ),
    "mal": Kind(
        models.ChosenGoal, forms.GoalForm, gettext_lazy("Choose a UN goal"), gettext_lazy("Change the choice"),
        ("goals", ""),
        {"topics": lambda process: process.topics.order_by("name", "pk"),
         "areas": lambda process: process.areas.order_by("name", "pk"), "actions": choices.actions_at},
    ),
    "lofte": Kind(
        models.Promise, forms.PromiseForm, gettext_lazy("New promise"), gettext_lazy("Change the promise"),
        ("promises", "promises"), {"indicators": choices.indicators_at, "actions": choices.actions_at},
    ),
    "tjeneste": Kind(
        models.Contribution, forms.ServiceForm, gettext_lazy("New service"), gettext_lazy("Change the service"),
        ("promises", "services"), {"indicator": choices.indicators_at, "unit": choices.units_at},
    ),
    "kontakt": Kind(
        models.Contact, forms.ContactForm, gettext_lazy("New contact"), gettext_lazy("Change the contact"),
        ("public", ""), {},
    ),
}  # fmt: skip


def place_of(process: SustainabilityProcess, kind: Kind, row: Any) -> str:
    """The page that shows a part: its step's, the public page's for contacts, else the process's own."""
    result, part = kind.of
    if result == "public":
        return reverse("strategy:process_publish", args=[process.key])
    if isinstance(row, models.Step) and row.pk:
        return reverse("strategy:process_step", args=[process.key, row.key])
    results = results_of(process)
    wanted = {result, "matrix"} if result == "areas" and "areas" not in results.values() else {result}
    codes = [code for code, each in results.items() if each in wanted]
    step = process.steps.filter(code__in=codes).order_by("number").first() if result else None
    if step is None:
        return process_address(process)
    return reverse("strategy:process_step", args=[process.key, step.key]) + (f"?part={part}" if part else "")


@signed_in
def part(request: ViewerRequest, key: str, word: str, part_key: str = "") -> HttpResponse:
    """Add or change something of a process."""
    viewer = request.viewer
    process = found_process(viewer, key)
    kind, row = _found(process, word, part_key)
    require(viewer, Permission.MANAGE_STRATEGY, process.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    given = {name: rows(process) for name, rows in kind.given.items()}
    initial = begun(kind.form, row) or _suggested(request, process, word)
    form = kind.form(request.POST or None, initial=initial, process=process, given=given)

    def save() -> None:
        fields, version = form.written, form.version_sent if row.pk else None
        if word == "steg" and not row.pk:
            fields["number"] = process.steps.count() + 1
        services.save_part(row=row, fields=fields, version=version, by=viewer.actor, at=now())

    page = process_page(process, str(kind.change if row.pk else kind.new), place_of(process, kind, row))
    if row.pk:
        remove = reverse("strategy:process_part_remove", args=[key, word, part_key])
        page = replace(page, remove=remove, more={"row": row})
    return form_page(request, page, form, save)


def _suggested(request: ViewerRequest, process: SustainabilityProcess, word: str) -> dict[str, Any]:
    if word == "lofte":
        last = process.promises.aggregate(last=Max("number"))["last"] or 0
        return {"number": last + 1}
    asked = {name: request.GET.get(name, "")[:40] for name in ("dimension", "stakeholder")}
    return {"weight": 1, **{name: value for name, value in asked.items() if value}}


@signed_in
def remove(request: ViewerRequest, key: str, word: str, part_key: str) -> HttpResponse:
    """Remove something of a process."""
    viewer = request.viewer
    process = found_process(viewer, key)
    kind, row = _found(process, word, part_key)
    require(viewer, Permission.MANAGE_STRATEGY, process.enterprise)
    allow_methods(request, "POST")
    version = version_in(request)
    was_at = place_of(process, kind, row)

    def act() -> None:
        services.remove_part(row=row, version=version, by=viewer.actor, at=now())

    if was_refused(request, act):
        return redirect(was_at)
    messages.success(request, _("It is removed."))
    return redirect(process_address(process) if word == "steg" else was_at)


def _found(process: SustainabilityProcess, word: str, part_key: str) -> tuple[Kind, Any]:
    kind = KINDS.get(word)
    if kind is None:
        raise Http404
    if not part_key:
        return kind, kind.model(process=process)
    row = find_or_404(kind.model._default_manager.filter(process=process), key=part_key)
    row.process = process
    return kind, row


@signed_in
def score(request: ViewerRequest, key: str, part_key: str) -> HttpResponse:
    """What a stakeholder says of every topic on both axes."""
    viewer = request.viewer
    process = found_process(viewer, key)
    stakeholder: Stakeholder = find_or_404(process.stakeholders.all(), key=part_key)
    stakeholder.process = process
    require(viewer, Permission.MANAGE_STRATEGY, process.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    topics = list(process.topics.order_by("dimension", "name"))
    held = {(row.topic_id, row.axis): row.value for row in stakeholder.scores.all()}
    form = forms.ScoreForm(request.POST or None, topics=topics, held=held)

    def save() -> None:
        services.score_topics(stakeholder=stakeholder, scores=form.scores, by=viewer.actor, at=now())

    words = {"name": stakeholder.name}
    back = place_of(process, KINDS["tema"], None)
    page = process_page(
        process, _("What %(name)s finds important") % words, back, template="strategy/score.html",
        saved=_("The scores are saved."), button=_("Save the scores"),
        intro=_("1 is little and 5 is much. What they were not asked about is left alone."),
    )  # fmt: skip
    return form_page(request, page, form, save)


@signed_in
def action_new(request: ViewerRequest, key: str, part_key: str) -> HttpResponse:
    """Plan an action that keeps a promise."""
    viewer = request.viewer
    process = found_process(viewer, key)
    promise: Promise = find_or_404(process.promises.all(), key=part_key)
    promise.process = process
    require(viewer, Permission.MANAGE_STRATEGY, process.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = forms.PromiseActionForm(request.POST or None)

    def save() -> None:
        fields = form.written
        if fields["due_on"]:
            fields["due_reason"] = _("Set for a sustainability promise")
        services.plan_for_promise(promise=promise, fields=fields, by=viewer.actor, at=now())

    page = process_page(
        process, _("New action"), place_of(process, KINDS["lofte"], promise), intro=promise.text,
        saved=_("The action is planned."), button=_("Plan the action"),
    )  # fmt: skip
    return form_page(request, page, form, save)


@signed_in
def promise(request: ViewerRequest, key: str) -> HttpResponse:
    """Leads to the promise in its step: where an action that keeps it says it comes from."""
    rows = Promise.objects.filter(process__in=SustainabilityProcess.objects.readable_by(request.viewer))
    found: Promise = find_or_404(rows.select_related("process__enterprise"), key=key)
    allow_methods(request, "GET", "HEAD")
    return redirect(f"{place_of(found.process, KINDS['lofte'], found)}#{found.key}")
