"""The sustainability process: its page, each step's page, and what anyone may read of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samsvar.platform.access.guards import allow_methods, require, signed_in
from samsvar.platform.access.permissions import Permission
from samsvar.platform.access.selection import chosen_enterprise
from samsvar.platform.access.viewer import Viewer, ViewerRequest
from samsvar.platform.forms.pages import FormPage
from samsvar.platform.forms.versioned import initial_of
from samsvar.platform.ui.clock import now, today
from samsvar.platform.ui.language import current_language
from samsvar.subjects.strategy.figures import AreaFigure, figures_from
from samsvar.subjects.strategy.forms import process as forms
from samsvar.subjects.strategy.models import DrawsFrom, Step, SustainabilityProcess
from samsvar.subjects.strategy.models.reading import reads_at
from samsvar.subjects.strategy.presenters import goals as goal_words
from samsvar.subjects.strategy.presenters import process as presenter
from samsvar.subjects.strategy.presenters.areas import area_lines
from samsvar.subjects.strategy.presenters.promises import promise_line, service_lines
from samsvar.subjects.strategy.presenters.public import as_shown, to_show
from samsvar.subjects.strategy.presenters.topics import topic_lines, topic_picture
from samsvar.subjects.strategy.selectors import process as selectors
from samsvar.subjects.strategy.services import process as services
from samsvar.subjects.strategy.views.finding import found_process
from samsvar.subjects.strategy.views.saving import form_page, was_refused


@signed_in
def process(request: ViewerRequest) -> HttpResponse:
    """The newest round of the process, or the year asked for: steps, goals, promises, and what hangs in the air."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    if not reads_at(viewer, enterprise):
        raise PermissionDenied
    allow_methods(request, "GET", "HEAD")
    rows = SustainabilityProcess.objects.readable_by(viewer).filter(enterprise=enterprise)
    rounds = list(rows.select_related("enterprise").order_by("-year"))
    asked = request.GET.get("year", "")
    found = next((each for each in rounds if str(each.year) == asked), rounds[0] if rounds else None)
    context: dict[str, Any] = {
        "enterprise": enterprise,
        "manages": viewer.may(Permission.MANAGE_STRATEGY, enterprise),
        "process": found,
        "rounds": rounds,
    }
    if found is not None:
        context |= _overview(found, today())
    return render(request, "strategy/process.html", context)


def _overview(found: SustainabilityProcess, day: date) -> dict[str, Any]:
    lines = presenter.step_lines(found, selectors.steps_of(found), day)
    held = selectors.promised(found, day, [code for code, _name in goal_words.dimension_choices()])
    chosen = goal_words.by_dimension(held.goals)
    promises = [promise_line(each, found.enterprise, day) for each in held.promises]
    return {
        "steps": lines,
        "done": sum(1 for each in lines if each.step.status == "done"),
        "chosen": chosen,
        "picture": goal_words.goal_picture([(each.name, [name for _goal, name in each.goals]) for each in chosen]),
        "promises": promises,
        "lacking": [each for each in promises if each.lacks],
        "unserved": [goal_words.goal_name(code) for code in held.goals_without_action],
        "empty": [goal_words.dimension_name(code) for code in held.dimensions_without_goal] if held.goals else [],
        "method": presenter.METHODS.get(found.method, ""),
    }


def process_address(found: SustainabilityProcess) -> str:
    """Where a round of the process stands."""
    return f"{reverse('strategy:process')}?unit={found.enterprise.key}&year={found.year}"


@signed_in
def begin(request: ViewerRequest) -> HttpResponse:
    """Begin a round of the process."""
    viewer, enterprise = request.viewer, chosen_enterprise(request)
    require(viewer, Permission.MANAGE_STRATEGY, enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    initial = {"year": today().year, "method": services.METHODS[0], "with_areas": True}
    form = forms.BeginForm(request.POST or None, initial=initial)

    def save() -> str:
        sent = form.cleaned_data
        language = current_language() if sent["with_areas"] else ""
        made = services.begin_process(
            enterprise=enterprise, year=sent["year"], method=sent["method"], areas_in=language,
            by=viewer.actor, at=now(),
        )  # fmt: skip
        return process_address(made)

    back = reverse("strategy:process")
    page = FormPage(
        _("Begin the sustainability process"), back, ((back, _("Sustainability")),), saved=_("The process has begun."),
        button=_("Begin"),
        intro=_("A round takes a year or more: what we are good at, what matters, what we choose, what we promise."),
    )  # fmt: skip
    return form_page(request, page, form, save)


def process_page(found: SustainabilityProcess, title: str, back: str = "", **more: Any) -> FormPage:
    """The page of a form about a process."""
    above = process_address(found)
    crumbs = ((above, f"{_('Sustainability')} {found.year}"),)
    return FormPage(title, back or above, crumbs, **{"saved": _("Saved."), **more})


@signed_in
def edit(request: ViewerRequest, key: str) -> HttpResponse:
    """Set when a topic is material."""
    viewer = request.viewer
    found = found_process(viewer, key)
    require(viewer, Permission.MANAGE_STRATEGY, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    form = forms.RulesForm(request.POST or None, initial=initial_of(found, ("threshold", "either")))

    def save() -> None:
        services.edit_process(
            process=found, fields=form.written, version=form.version_sent, by=viewer.actor, at=now()
        )  # fmt: skip

    return form_page(request, process_page(found, _("When a topic is material")), form, save)


def found_step(viewer: Viewer, key: str, step_key: str) -> tuple[Step, list[Step]]:
    """A step of a process the viewer reads, and all of its steps; else 404."""
    steps = selectors.steps_seen(viewer, key)
    for each in steps:
        if each.key == step_key:
            return each, steps
    raise Http404


@signed_in
def step(request: ViewerRequest, key: str, part_key: str) -> HttpResponse:
    """A step: when, how far, what came of it, and what it holds."""
    viewer = request.viewer
    found, steps = found_step(viewer, key, part_key)
    allow_methods(request, "GET", "HEAD")
    day, parts = today(), presenter.parts_of(found.process, found)
    asked = request.GET.get("part", "")
    part = asked if asked in parts else parts[0] if parts else ""
    open_before = services.open_before_choice(steps, found.process.method)
    lines = presenter.step_lines(found.process, steps, day)
    context = {
        "process": found.process,
        "back": process_address(found.process),
        "steps": lines,
        "line": next(each for each in lines if each.step.pk == found.pk),
        "step": found,
        "writes": viewer.may(Permission.MANAGE_STRATEGY, found.process.enterprise),
        "parts": [(each, presenter.PART_NAMES[each]) for each in parts] if len(parts) > 1 else [],
        "part": part,
        "open_before": [each for each in lines if each.step in open_before] if part == "goals" else [],
        "template": f"strategy/step_{part}.html" if part else "",
        **(_HELD[part](viewer, found.process, day) if part else {}),
    }
    return render(request, "strategy/step.html", context)


def _training(_viewer: Viewer, found: SustainabilityProcess, _day: date) -> dict[str, Any]:
    return {"trainings": presenter.training_lines(list(found.trainings.order_by("-held_on", "pk")))}


def _areas(viewer: Viewer, found: SustainabilityProcess, day: date) -> dict[str, Any]:
    areas = selectors.areas_of(found)
    drawing = {area.draws_from for area in areas}
    climate = selectors.from_climate_account(found) if DrawsFrom.CLIMATE_ACCOUNT in drawing else []
    own = [each for area in areas for each in area.indicators.all()]
    shown = selectors.standings(found.enterprise, [*own, *climate], day)
    figures: dict[str, Sequence[AreaFigure]] = {
        source: figures_from(source, viewer, found.enterprise, day) for source in drawing if source
    }
    return {"areas": area_lines(areas, shown, climate, figures, found.enterprise)}


def _topics(_viewer: Viewer, found: SustainabilityProcess, _day: date) -> dict[str, Any]:
    scored = selectors.scored_topics(found)
    talks = found.dialogues.select_related("stakeholder").order_by("-held_on", "-pk")
    return {"matrix": topic_picture(found, scored), "scored": scored, "talks": list(talks)}


def _goals(_viewer: Viewer, found: SustainabilityProcess, day: date) -> dict[str, Any]:
    chosen = goal_words.by_dimension(list(found.chosen_goals.prefetch_related("topics", "areas").order_by("pk")))
    topics = topic_lines(selectors.scored_topics(found))
    areas = list(found.areas.order_by("name", "pk"))
    return {
        "chosen": chosen,
        "any_chosen": any(each.goals for each in chosen),
        "picture": goal_words.goal_picture([(each.name, [name for _goal, name in each.goals]) for each in chosen]),
        "trainings": presenter.training_lines(list(found.trainings.order_by("-held_on", "pk"))),
        "strengths": [each for each in areas if each.standing == "strength"],
        "potentials": [each for each in areas if each.standing == "potential"],
        "material": [each for each in topics if each.material],
    }


def _promises(viewer: Viewer, found: SustainabilityProcess, day: date) -> dict[str, Any]:
    held = selectors.promised(found, day, ())
    return {
        "reads_actions": viewer.may(Permission.VIEW_ACTIONS, found.enterprise),
        "promises": [promise_line(each, found.enterprise, day) for each in held.promises],
        "unserved": [goal_words.goal_name(code) for code in held.goals_without_action],
    }


def _services(_viewer: Viewer, found: SustainabilityProcess, day: date) -> dict[str, Any]:
    return {"services": service_lines(selectors.contributions_of(found, day), found.enterprise)}


_HELD: Mapping[str, Callable[[Viewer, SustainabilityProcess, date], dict[str, Any]]] = {
    "training": _training,
    "areas": _areas,
    "topics": _topics,
    "goals": _goals,
    "promises": _promises,
    "services": _services,
}


@signed_in
def move(request: ViewerRequest, key: str, part_key: str) -> HttpResponse:
    """Put a step before or after the one beside it."""
    viewer = request.viewer
    found, _steps = found_step(viewer, key, part_key)
    require(viewer, Permission.MANAGE_STRATEGY, found.process.enterprise)
    allow_methods(request, "POST")
    services.move_step(step=found, earlier=request.POST.get("to") == "earlier", by=viewer.actor, at=now())
    return redirect(process_address(found.process) + "#steps")


@signed_in
def publish(request: ViewerRequest, key: str) -> HttpResponse:
    """What anyone may read: as it would stand now, whom they may ask, and the button that makes it public."""
    viewer = request.viewer
    steps = selectors.steps_seen(viewer, key)
    found = steps[0].process if steps else found_process(viewer, key)
    require(viewer, Permission.MANAGE_STRATEGY, found.enterprise)
    allow_methods(request, "GET", "HEAD", "POST")
    goals = list(found.chosen_goals.order_by("dimension", "pk"))
    promises = selectors.promises_standing(found, today())
    contacts = list(found.contacts.order_by("pk"))
    shown = to_show(found, goals, promises, steps, list(found.contributions.order_by("pk")), contacts)
    form = forms.PublishForm(request.POST or None, initial={**initial_of(found, ()), "language": current_language()})

    def save() -> None:
        sent = form.cleaned_data["language"]
        services.publish_process(
            process=found, shown=shown, language=sent, version=form.version_sent, by=viewer.actor, at=now()
        )  # fmt: skip

    context = {
        "process": found,
        "shown": as_shown(shown, current_language()),
        "contacts": contacts,
        "orgnr": found.enterprise.orgnr,
        "changed": found.published_at is not None and found.shown != shown,
    }
    page = process_page(
        found, _("Public page"), reverse("strategy:process_publish", args=[key]), saved=_("It is public."),
        button=_("Make it public"), template="strategy/publish.html", more=context,
    )  # fmt: skip
    return form_page(request, page, form, save)


@signed_in
def take_down(request: ViewerRequest, key: str) -> HttpResponse:
    """Take it off the public pages."""
    viewer = request.viewer
    found = found_process(viewer, key)
    require(viewer, Permission.MANAGE_STRATEGY, found.enterprise)
    allow_methods(request, "POST")
    if not was_refused(
        request, lambda: services.take_down(process=found, by=viewer.actor, at=now())
    ):  # fmt: skip
        messages.success(request, _("It is no longer public."))
    return redirect("strategy:process_publish", found.key)
