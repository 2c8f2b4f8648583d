"""Rows of strategies. Everybody at the enterprise reads them; those who steer write."""

from datetime import date
from typing import Any

from samsvar.registers.actions.models import Action
from samsvar.subjects.strategy.models import (
    Contact,
    Edition,
    EditionAction,
    Point,
    Promise,
    Stakeholder,
    Step,
    Strategy,
    SustainabilityProcess,
    Topic,
)
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def lay(cast: Cast) -> Places:
    """Our own strategy with two editions, and the neighbour's."""
    own, theirs = make_strategy(cast.enterprise, "HMS-strategi"), make_strategy(cast.neighbour, CANARY)
    Edition.objects.create(
        strategy=own, year=2024, approver_name="Kari", approver_title="Direktør", approved_on=date(2024, 2, 1), **STAMPS
    )
    edition = own.editions.get(year=2025)
    point = edition.points.get()
    process, theirs_too = make_process(cast.enterprise, ""), make_process(cast.neighbour, CANARY)
    step, promise = process.steps.first(), process.promises.get()
    asked = process.stakeholders.get()
    return {
        "one point": {"key": point.key},
        "process": {"key": process.key},
        "neighbour's process": {"key": theirs_too.key},
        "step": {"key": process.key, "part_key": step.key},
        "asked": {"key": process.key, "part_key": asked.key},
        "promise": {"key": promise.key},
        "promise of process": {"key": process.key, "part_key": promise.key},
        "new part": {"key": process.key, "word": "kontakt"},
        "no such kind": {"key": process.key, "word": "finnesikke"},
        "part": {"key": process.key, "word": "kontakt", "part_key": process.contacts.get().key},
        "own": {"key": own.key},
        "edition": {"key": own.key, "year": 2025},
        "approved": {"key": own.key, "year": 2024},
        "two": {"key": own.key, "former": 2024, "later": 2025},
        "file": {"key": own.key, "year": 2025, "form": "json"},
        "no file": {"key": own.key, "year": 2025, "form": "exe"},
        "neighbour's": {"key": theirs.key, "year": 2025},
        "new point": {"key": own.key, "year": 2025, "word": "punkt"},
        "no such part": {"key": own.key, "year": 2025, "word": "finnesikke"},
        "point": {"key": own.key, "year": 2025, "word": "punkt", "part_key": point.key},
    }


def more(cast: Cast, count: int) -> None:
    """Many more rows of the neighbour's."""
    for number in range(count):
        make_strategy(cast.neighbour, f"{CANARY} {number}")
        make_process(cast.neighbour, CANARY, year=1900 + number)


def make_strategy(enterprise: Any, name: str) -> Strategy:
    """A strategy for 2024–2026 with an edition for 2025, a point and an action."""
    strategy = Strategy.objects.create(
        enterprise=enterprise, unit=enterprise, kind="area", name=name, from_year=2024, to_year=2026, **STAMPS
    )
    make_parts(Edition.objects.create(strategy=strategy, year=2025, **STAMPS), name)
    return strategy


def make_process(enterprise: Any, words: str, year: int = 2025) -> SustainabilityProcess:
    """A round with a step, a topic, somebody asked, a promise and a contact."""
    process = SustainabilityProcess.objects.create(enterprise=enterprise, year=year, method="five-steps", **STAMPS)
    of: dict[str, Any] = {"process": process, **STAMPS}
    Step.objects.create(code="five-steps-materiality", number=1, result=f"Resultat {words}", **of)
    Topic.objects.create(name=f"Tema {words}", dimension="social", **of)
    Stakeholder.objects.create(name=f"Utvalget {words}", group="Pasienter", **of)
    Promise.objects.create(text=f"Løfte {words}", dimension="social", un_goals=";un-3;", **of)
    Contact.objects.create(role=f"Rådgiver {words}", **of)
    return process


def make_parts(edition: Edition, name: str) -> None:
    """A point, and an action that answers it."""
    enterprise = edition.strategy.enterprise
    action = Action.objects.create(enterprise=enterprise, unit=enterprise, title=f"Tiltak {name}", **STAMPS)
    EditionAction.objects.create(edition=edition, action=action, **STAMPS)
    point = Point.objects.create(edition=edition, quadrant="weakness", text=f"Trangt {name}", **STAMPS)
    point.actions.add(action)


#: Who reads what everybody at the enterprise may read, and who writes.
LIST = everyone(200, nils=200, per=404, ended=404, future=404, administrator=403)
READ = everyone(200, nils=404, per=404, ended=404, future=404, regional=404, berit=404, administrator=404)
WRITE = {**READ, **dict.fromkeys(("auditor", "director", "chair", "owner", "leader", "sibling", "lookalike"), 403)}
NEW = everyone(403, kari=200, ola=200, nils=200, regional=200, berit=200, per=404, ended=404, future=404)


def sent(statuses: Any) -> Any:
    """What the same people get who send the form."""
    return {name: {200: 302}.get(status, status) for name, status in statuses.items()}


REFUSED = {name: {302: 405}.get(status, status) for name, status in sent(READ).items()} | {"anonymous": 302}
FACTS = {"name": "Ny", "kind": "area", "from_year": "2025", "to_year": "2027"}
APPROVAL = {"approver_name": "Dina", "approver_title": "Direktør", "approved_on": "2025-05-19", "version": "1"}
POINT = {"quadrant": "strength", "text": "Godt", "version": "1"}

ROWS = [
    Row("strategy:strategies", get=LIST),
    Row("strategy:strategy_new", get=NEW, post=sent(NEW), body={**FACTS, "year": "2025"}),
    Row("strategy:strategy", at="own", get=sent(READ), post=REFUSED, put=REFUSED, delete=REFUSED),
    Row("strategy:strategy_edit", at="own", get=WRITE, post=sent(WRITE), body={**FACTS, "version": "1"}),
    Row("strategy:edition_new", at="own", get=WRITE, post=sent(WRITE), body={"year": "2026"}),
    Row("strategy:compare", at="two", get=READ),
    Row("strategy:edition", at="edition", get=READ),
    Row("strategy:edition", at="neighbour's", get=everyone(404, nils=200)),
    Row(
        "strategy:edition_text", at="edition", get=WRITE, post=sent(WRITE), body={"introduction": "Nå", "version": "1"}
    ),
    Row("strategy:approve", at="edition", get=WRITE, post=sent(WRITE), body=APPROVAL),
    Row("strategy:action_new", at="edition", get=WRITE, post=sent(WRITE), body={"title": "Se", "cost_kind": "none"}),
    Row("strategy:part_new", at="new point", get=WRITE, post=sent(WRITE), body=POINT),
    Row("strategy:part_new", at="no such part", get=everyone(404)),
    Row("strategy:part", at="point", get=WRITE, post=sent(WRITE), body=POINT),
    Row("strategy:part_remove", at="point", post=sent(WRITE), body={"version": "1"}),
    Row("strategy:point", at="one point", get=sent(READ), post=REFUSED, put=REFUSED, delete=REFUSED),
    Row("strategy:process", get=LIST),
    Row("strategy:process_new", get=NEW, post=sent(NEW), body={"year": "2030", "method": "sdg-compass"}),
    Row("strategy:process_edit", at="process", get=WRITE, post=sent(WRITE), body={"threshold": "3", "version": "1"}),
    Row("strategy:process_publish", at="process", get=WRITE, post=sent(WRITE), body={"language": "nb"}),
    Row("strategy:process_publish", at="neighbour's process", get=everyone(404, nils=200)),
    Row("strategy:process_take_down", at="process", post=sent(WRITE)),
    Row("strategy:process_step", at="step", get=READ),
    Row("strategy:process_step_move", at="step", post=sent(WRITE), body={"to": "earlier"}),
    Row("strategy:process_score", at="asked", get=WRITE, post=sent(WRITE)),
    Row("strategy:promise", at="promise", get=sent(READ), post=REFUSED, put=REFUSED, delete=REFUSED),
    Row(
        "strategy:promise_action",
        at="promise of process",
        get=WRITE,
        post=sent(WRITE),
        body={"title": "Se", "cost_kind": "none"},
    ),
    Row("strategy:process_part_new", at="new part", get=WRITE, post=sent(WRITE), body={"role": "Ny"}),
    Row("strategy:process_part_new", at="no such kind", get=everyone(404)),
    Row("strategy:process_part", at="part", get=WRITE, post=sent(WRITE), body={"role": "Ny", "version": "1"}),
    Row("strategy:process_part_remove", at="part", post=sent(WRITE), body={"version": "1"}),
    Row("strategy_documents:document", at="edition", get=READ),
    Row("strategy_documents:download", at="file", get=READ),
    Row("strategy_documents:download", at="no file", get=everyone(404)),
]
