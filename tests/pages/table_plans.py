"""Rows of action plans. The region sees the plans of the enterprises beneath it, and changes none of them."""

from datetime import date
from typing import Any

from samsvar.registers.actions.models import Action, ActionPart
from samsvar.subjects.plans.models import ModelAction, ModelPlan, Plan, PlannedAction
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def lay(cast: Cast) -> Places:
    """Our own plan and one handed in, an action with a part, a model plan, and the neighbour's."""
    own, theirs = _plan(cast.enterprise, "Vår plan"), _plan(cast.neighbour, f"Plan {CANARY}")
    handed_in = _plan(cast.enterprise, "Levert plan", state="submitted")
    accepted = _plan(cast.enterprise, "Godtatt plan", state="accepted")
    action, neighbours = _action(own, "Tiltak"), _action(theirs, f"Tiltak {CANARY}")
    outside = Action.objects.create(enterprise=own.unit, unit=own.unit, title="Straks", immediate=True, **STAMPS)
    part = ActionPart.objects.create(action=action, number=1, title="Del", **STAMPS)
    model = ModelPlan.objects.create(enterprise=cast.enterprise, title="Mønster", **STAMPS)
    ModelAction.objects.create(model_plan=model, number=1, title="Gå runde", **STAMPS)
    return {
        "own plan": {"key": own.key},
        "handed in": {"key": handed_in.key},
        "accepted": {"key": accepted.key},
        "plan as sheet": {"key": own.key, "form": "xlsx"},
        "neighbour's as sheet": {"key": theirs.key, "form": "xlsx"},
        "gathered as Word": {"key": own.key, "form": "docx"},
        "immediate": {"key": outside.key},
        "neighbour's plan": {"key": theirs.key},
        "plan action": {"key": action.key},
        "neighbour's plan action": {"key": neighbours.key},
        "part": {"key": action.key, "part": part.key},
        "part done": {"key": action.key, "part": part.key, "word": "ferdig"},
        "action in plan": {"key": action.key, "plan": own.key},
        "confirm": {"key": own.key, "word": "bekreft"},
        "accept": {"key": handed_in.key, "word": "godta"},
        "no such word": {"key": own.key, "word": "finnesikke"},
        "model": {"key": model.key},
    }


def more(cast: Cast, count: int) -> None:
    """Many more plans of the neighbour's."""
    for number in range(count):
        _action(_plan(cast.neighbour, f"{CANARY} {number}"), f"{CANARY} {number}")


def _plan(unit: Any, title: str, **columns: Any) -> Plan:
    days = {"year": 2025, "from_on": date(2025, 1, 1), "to_on": date(2025, 12, 31)}
    return Plan.objects.create(enterprise=unit, unit=unit, title=title, **days, **columns, **STAMPS)


def _action(plan: Plan, title: str) -> Action:
    action = Action.objects.create(enterprise=plan.enterprise, unit=plan.unit, title=title, **STAMPS)
    PlannedAction.objects.create(plan=plan, action=action, **STAMPS)
    return action


READ = everyone(404, **dict.fromkeys(("kari", "ola", "auditor", "director", "chair"), 200))
WRITE = everyone(404, kari=200, ola=200, director=403, auditor=403, chair=403)
SENT = {name: {200: 302}.get(status, status) for name, status in WRITE.items()}
ACCEPT = {**WRITE, "director": 200}
ACCEPTED = {**SENT, "director": 302}
LISTED = everyone(
    403, per=404, ended=404, future=404,
    **dict.fromkeys(
        ("kari", "ola", "nils", "auditor", "director", "chair", "owner", "leader", "sibling", "lookalike", "regional",
         "berit"), 200,
    ),
)  # fmt: skip
BEGIN = everyone(
    403, per=404, ended=404, future=404,
    **dict.fromkeys(
        ("kari", "ola", "nils", "owner", "leader", "sibling", "lookalike", "regional", "berit"), 200
    ),
)  # fmt: skip
BEGUN = {name: {200: 302}.get(status, status) for name, status in BEGIN.items()}
SET = everyone(403, per=404, ended=404, future=404, **dict.fromkeys(("kari", "ola", "nils", "regional", "berit"), 200))
CHOSEN = {name: {200: 302}.get(status, status) for name, status in SET.items()}
#: Only one's own enterprise's model plans are there at all.
MODEL = {**SET, "nils": 404, "regional": 404, "berit": 404}


def _form(name: str, at: str, body: dict[str, str]) -> Row:
    return Row(f"plans:{name}", at=at, get=WRITE, post=SENT, body=body)


PLAN = {"title": "Ny plan", "from_on": "2025-01-01", "to_on": "2025-12-31"}
ROWS = [
    Row("plans:plans", get=LISTED),
    Row("plans:new", get=BEGIN, post=BEGUN, body=PLAN),
    Row("plans:plan", at="own plan", get=READ),
    Row("plans:plan", at="neighbour's plan", get=everyone(404, nils=200)),
    *(Row(f"plans:{name}", at="own plan", get=READ) for name in ("board", "timeline", "compare", "gathered")),
    Row("plans:file", at="plan as sheet", get=READ),
    Row("plans:file", at="neighbour's as sheet", get=everyone(404, nils=200)),
    Row("plans:gathered_file", at="gathered as Word", get=READ),
    Row("plans:immediate", get=LISTED),
    Row("plans:immediate_new", get=BEGIN, post=BEGUN, body={"title": "Sperre trappen"}),
    Row("plans:immediate_take_in", at="immediate", post=SENT, body=lambda at: {"plan": at["own plan"]["key"]}),
    _form("edit", "own plan", PLAN),
    _form("action_new", "own plan", {"title": "Nytt tiltak"}),
    Row("plans:bulk", at="own plan", get=WRITE, post={**SENT, "kari": 422, "ola": 422}, body={}),
    _form("carry", "own plan", {"year": "2026", "title": "Neste plan"}),
    Row("plans:from_model", at="own plan", get=WRITE, post={**SENT, "kari": 404, "ola": 404}, body={}),
    Row("plans:return", at="handed in", get=ACCEPT, post=ACCEPTED, body={"reason": "Mangler frist"}),
    Row("plans:reopen", at="accepted", get=ACCEPT, post=ACCEPTED, body={"reason": "Nye mål"}),
    Row("plans:act", at="confirm", post=SENT),
    Row("plans:act", at="accept", post=ACCEPTED),
    Row("plans:act", at="no such word", get=everyone(404)),
    Row("plans:action", at="plan action", get=READ),
    Row("plans:action", at="neighbour's plan action", get=everyone(404, nils=200)),
    _form("action_edit", "plan action", {"title": "Nytt navn"}),
    Row("plans:action_move", at="plan action", post=SENT, body={"to": "in_progress"}),
    _form("action_note", "plan action", {"note": "Går sakte"}),
    _form("action_done", "plan action", {"result": "Gjort", "done_on": "2025-05-20"}),
    _form("action_cancel", "plan action", {"reason": "Ikke nødvendig"}),
    Row("plans:action_out", at="action in plan", post=SENT),
    _form("part_new", "plan action", {"title": "Ny del"}),
    _form("part_edit", "part", {"title": "Nytt navn"}),
    Row("plans:part_act", at="part done", post=SENT),
    Row("plans:criteria", get=SET, post=CHOSEN, body={"active": "has_actions"}),
    Row("plans:models", get=LISTED),
    Row("plans:model", at="model", get=MODEL, post={name: {200: 302}.get(status, status) for name, status in
        MODEL.items()}, body={"title": "Mønster", "actions": "Gå runde"}),
    Row("plans:model_new", get=SET, post=CHOSEN, body={"title": "Nytt mønster", "actions": "Gå runde"}),
]  # fmt: skip
