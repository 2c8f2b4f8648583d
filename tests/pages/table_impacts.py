"""Rows of adverse impacts, actions, risk areas and the own workforce."""

from datetime import date
from typing import Any

from samsvar.registers.actions.models import Action
from samsvar.registers.suppliers.models import Contract, OwnerInquiry, Partner, Supplier
from samsvar.subjects.due_diligence.models import (
    AdverseImpact,
    AreaContract,
    CaseLine,
    DifferentialTreatment,
    ImpactAction,
    ImpactLink,
    ImpactShare,
    Leaving,
    OwnerLetter,
    OwnWorkforceYear,
    PositionGroup,
    Remediation,
    RiskArea,
    Vulnerability,
)
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
#: Those of the enterprise as a whole who read impacts; the contract owner and the leaders only in their units.
READERS = dict.fromkeys(("kari", "auditor", "director", "chair"), 200)
#: Words of the neighbour's.
STANDS = {"conclusion": f"Rettet {CANARY}", "title": f"Tvangsarbeid {CANARY}", "description": CANARY, "source": CANARY}


def lay(cast: Cast) -> Places:
    """Our own, closed and shared impacts with what hangs on them, and the neighbour's."""
    own, neighbours = _impact(cast.enterprise, "N-1"), _impact(cast.neighbour, "N-1", **STANDS)
    closed = _impact(cast.enterprise, "N-2", status="closed", closed_on=date(2025, 5, 1))
    shared = _impact(cast.units["liksom"], "L-1", title="Delt sak")
    ImpactShare.objects.create(impact=shared, enterprise=cast.enterprise, **STAMPS)
    contract = _contract(cast.enterprise, "K-9")
    link = ImpactLink.objects.create(impact=own, contract=contract, **STAMPS)
    line = Remediation.objects.create(impact=own, who="Arbeidere", what="Lønn", **STAMPS)
    share = ImpactShare.objects.create(impact=own, enterprise=cast.units["pafunn"], **STAMPS)
    actions = {name: _action(own.enterprise, own, name) for name in ("open", "done")}
    Action.objects.filter(pk=actions["done"].pk).update(status="done", result="Svar", done_on=date(2025, 5, 1))
    theirs = _action(cast.neighbour, neighbours, CANARY)
    area, their_area = _area(cast.enterprise, "Renhold"), _area(cast.neighbour, f"Renhold {CANARY}")
    gathered = AreaContract.objects.create(area=area, contract=contract, **STAMPS)
    trait = Vulnerability.objects.create(area=area, trait="nattarbeid", source="NHO", **STAMPS)
    for enterprise, name in ((cast.enterprise, "Vakt"), (cast.neighbour, CANARY)):
        OwnWorkforceYear.objects.create(enterprise=enterprise, year=2024, measures=name, **STAMPS)
    group = PositionGroup.objects.create(enterprise=cast.enterprise, year=2024, name="Drift", **STAMPS)
    case = DifferentialTreatment.objects.create(
        enterprise=cast.enterprise, unit=cast.enterprise, position="Vaktleder", **STAMPS
    )
    partner = Partner.objects.create(enterprise=cast.enterprise, name="Oppdiktet innkjøpssenter", **STAMPS)
    letters = [_letter(own, partner), _letter(neighbours, _partner(cast.neighbour))]
    Leaving.objects.create(enterprise=cast.neighbour, impact=neighbours, ends=CANARY, **STAMPS)
    CaseLine.objects.create(
        impact=neighbours, author=cast.neighbour, said="heard", said_on=NOW.date(), text=CANARY, **STAMPS
    )
    return {
        "partner": {"key": own.key, "partner": partner.key},
        "letter": {"key": own.key, "letter": letters[0].key},
        "neighbour's letter": {"key": own.key, "letter": letters[1].key},
        "no owner's secret": {"secret": "x" * 43},
        "no owner's place": {"place": "0" * 16},
        "own": {"key": own.key},
        "closed": {"key": closed.key},
        "shared": {"key": shared.key},
        "neighbour's": {"key": neighbours.key},
        "link": {"key": own.key, "link": link.key},
        "line": {"key": own.key, "line": line.key},
        "share": {"key": own.key, "share": share.key},
        "open action": {"key": actions["open"].key},
        "done action": {"key": actions["done"].key},
        "neighbour's action": {"key": theirs.key},
        "area": {"key": area.key},
        "neighbour's area": {"key": their_area.key},
        "gathered": {"key": area.key, "link": gathered.key},
        "trait": {"key": area.key, "trait": trait.key},
        "group": {"key": group.key},
        "case": {"key": case.key},
    }


def more(cast: Cast, count: int) -> None:
    """Many more rows of the neighbour's."""
    for number in range(count):
        impact = _impact(cast.neighbour, f"M-{number}", **STANDS)
        _action(cast.neighbour, impact, f"{CANARY} {number}")
        _area(cast.neighbour, f"{CANARY} {number}")


def _partner(enterprise: Any) -> Partner:
    return Partner.objects.create(enterprise=enterprise, name=CANARY, **STAMPS)


def _letter(impact: AdverseImpact, partner: Partner) -> OwnerLetter:
    stands = {"enterprise": impact.enterprise, **STAMPS}
    inquiry = OwnerInquiry.objects.create(partner=partner, asked_on=NOW.date(), question=partner.name, **stands)
    return OwnerLetter.objects.create(impact=impact, inquiry=inquiry, address="eier@example.org", **stands)


def _impact(enterprise: Any, number: str, **fields: Any) -> AdverseImpact:
    values = {"title": "Tvungen overtid", "actuality": "actual", "verification": "alleged", **fields}
    return AdverseImpact.objects.create(enterprise=enterprise, unit=enterprise, number=number, **values, **STAMPS)


def _contract(enterprise: Any, number: str) -> Contract:
    supplier = Supplier.objects.create(enterprise=enterprise, name="Demodata AS", name_folded="demodata as", **STAMPS)
    values = {"title": "Bærbare PC-er", "search_text": "k-1", "kind": "goods", "ownership": "own"}
    return Contract.objects.create(
        enterprise=enterprise, unit=enterprise, number=number, supplier=supplier, **values, **STAMPS
    )


def _action(enterprise: Any, impact: AdverseImpact, title: str) -> Action:
    action = Action.objects.create(enterprise=enterprise, unit=enterprise, title=title, **STAMPS)
    ImpactAction.objects.create(impact=impact, action=action, **STAMPS)
    return action


def _area(enterprise: Any, title: str) -> RiskArea:
    year, rank = 2025, RiskArea.objects.filter(enterprise=enterprise, year=2025).count() + 1
    return RiskArea.objects.create(enterprise=enterprise, year=year, title=title, rank=rank, **STAMPS)


NOBODY = everyone(404, anonymous=404)
READ = everyone(404, **READERS)
#: Who may change an impact of the enterprise: its adviser. Those who only read get 403.
WRITE = everyone(404, **{**READERS, "auditor": 403, "director": 403, "chair": 403})
REGISTER = everyone(
    403, **READERS, nils=200, owner=200, leader=200, sibling=200, lookalike=200, regional=200, berit=200
)
_NO_UNIT = {"per": 404, "ended": 404, "future": 404}


def _with(statuses: Any, **changed: int) -> Any:
    return {**statuses, **changed}


def _written(name: str, at: str, body: dict[str, str]) -> Row:
    return Row(name, at=at, get=WRITE, post=_with(WRITE, kari=302), body=body)


ROWS = [
    Row("due_diligence:impacts", get=_with(REGISTER, **_NO_UNIT)),
    Row("due_diligence:impact_picture", get=_with(REGISTER, **_NO_UNIT)),
    Row("due_diligence:impact", at="own", get=READ),
    Row("due_diligence:impact", at="shared", get=_with(READ, berit=200)),
    Row("due_diligence:impact", at="neighbour's", get=everyone(404, nils=200)),
    _written("due_diligence:impact_edit", "own", {"title": "Ny", "actuality": "actual", "setting": "supply_chain"}),
    _written("due_diligence:impact_note", "own", {"noted_on": "2025-05-19", "channel": "Møte", "text": "I rute"}),
    _written("due_diligence:impact_judge", "own", {"verification": "confirmed", "reason": "Rapport"}),
    _written("due_diligence:impact_step", "own", {"oecd_step": "3"}),
    Row("due_diligence:impact_link_new", at="own", get=WRITE, post=_with(WRITE, kari=200)),
    _written("due_diligence:impact_link_edit", "link", {"certainty": "likely", "reason": "Rapport"}),
    _written("due_diligence:impact_link_remove", "link", {}),
    _written("due_diligence:impact_remedy", "own", {"who": "Arbeidere", "what": "Lønn"}),
    _written("due_diligence:impact_remedy_line", "line", {"who": "Arbeidere", "what": "Lønn", "reached": "2"}),
    Row(
        "due_diligence:impact_share",
        at="own",
        get=WRITE,
        post=_with(WRITE, kari=302),
        body={"enterprise": "945 678 904"},
    ),
    _written("due_diligence:impact_share_end", "share", {}),
    Row(
        "due_diligence:impact_share_answer",
        at="shared",
        get=_with(WRITE, berit=302),
        post=_with(WRITE, kari=302, berit=302),
        body={"involvement": "linked", "conclusion": "Gjelder ikke oss"},
    ),
    Row(
        "due_diligence:impact_close", at="own", get=WRITE, post=_with(WRITE, kari=422), body={"closed_on": "2025-05-20"}
    ),
    _written("due_diligence:impact_reopen", "closed", {"reason": "Nye funn"}),
    Row(
        "due_diligence:impact_say",
        at="shared",
        get=_with(WRITE, berit=200),
        post=_with(WRITE, kari=302, berit=302),
        body={"said": "among_us", "said_on": "2025-05-19", "text": "I rute"},
    ),
    _written("due_diligence:impact_leave", "own", {"ends": "Avtalen"}),
    Row("due_diligence:impact_lead", at="share", post=_with(WRITE, kari=302)),
    Row(
        "due_diligence:impact_ask_owner", at="partner", get=WRITE, post=_with(WRITE, kari=422), body={"question": "Ja?"}
    ),
    Row("due_diligence:owner_again", at="letter", post=_with(WRITE, kari=302)),
    Row("due_diligence:owner_withdraw", at="letter", post=_with(WRITE, kari=302)),
    Row("due_diligence:owner_withdraw", at="neighbour's letter", post=_with(WRITE, kari=404)),
    Row("due_diligence:owner_link", at="no owner's secret", get=everyone(302, anonymous=302), beside=405),
    Row("due_diligence:owner_page", at="no owner's place", get=NOBODY, post=NOBODY),
]
MANAGED = everyone(403, kari=200, nils=200, owner=200, lookalike=200, regional=200, berit=200, **_NO_UNIT)
BEGUN = {"title": "Ny", "actuality": "actual", "setting": "supply_chain", "verification": "alleged"}
ROWS += [
    Row(
        "due_diligence:impact_new",
        get=MANAGED,
        post={actor: 302 if status == 200 else status for actor, status in MANAGED.items()},
        body=BEGUN,
    ),
]

ACTION_READ = everyone(404, kari=200, ola=200, auditor=200, director=200, chair=200)
ACTION_WRITE = everyone(404, kari=200, ola=200, auditor=403, director=403, chair=403)
SENT = {actor: 302 if status == 200 else status for actor, status in ACTION_WRITE.items()}
LISTED = everyone(200, administrator=403, **_NO_UNIT)


def _done(name: str, at: str, body: dict[str, str]) -> Row:
    return Row(name, at=at, get=ACTION_WRITE, post=SENT, body=body)


ROWS += [
    Row("due_diligence:actions", get=LISTED),
    Row("due_diligence:action", at="open action", get=ACTION_READ),
    Row("due_diligence:action", at="neighbour's action", get=everyone(404, nils=200)),
    Row("due_diligence:action_new", get=everyone(404)),
    _done("due_diligence:action_edit", "open action", {"title": "Ny"}),
    _done("due_diligence:action_result", "open action", {"result": "Halvparten"}),
    _done("due_diligence:action_complete", "open action", {"result": "Svar", "done_on": "2025-05-20"}),
    _done("due_diligence:action_cancel", "open action", {"reason": "Oppsagt"}),
    _done("due_diligence:action_continue", "done action", {"due_on": "2026-03-01", "due_reason": "Ny runde"}),
    Row("due_diligence:action_start", at="open action", post=SENT),
    Row("due_diligence:action_reopen", at="done action", post=SENT),
]

AREAS_READ = everyone(403, **READERS, nils=200, regional=200, berit=200, **_NO_UNIT)
AREAS_WRITE = {**AREAS_READ, "auditor": 403, "director": 403, "chair": 403}


def _posted(statuses: Any) -> dict[str, int]:
    return {actor: 302 if status == 200 else status for actor, status in statuses.items()}


ROWS += [
    Row("due_diligence:risk_areas", get=AREAS_READ),
    Row(
        "due_diligence:risk_area_new",
        get=AREAS_WRITE,
        post=_posted(AREAS_WRITE),
        body={"title": "Blomster", "status": "no_status"},
    ),
    Row("due_diligence:risk_areas_copy", post=_posted(AREAS_WRITE)),
    Row("due_diligence:risk_area", at="area", get=READ),
    Row("due_diligence:risk_area", at="neighbour's area", get=everyone(404, nils=200)),
    _written("due_diligence:risk_area_edit", "area", {"title": "Renhold og vask", "status": "followed_up"}),
    Row("due_diligence:risk_area_move", at="area", post=_posted(WRITE), body={"to": "up"}),
    _written("due_diligence:risk_area_contracts", "area", {}),
    Row("due_diligence:risk_area_contract_remove", at="gathered", post=_posted(WRITE)),
    _written("due_diligence:risk_area_vulnerability", "area", {"trait": "lite skolegang", "source": "NHO"}),
    Row("due_diligence:risk_area_trait_remove", at="trait", post=_posted(WRITE)),
]

WORK_READ = everyone(403, **READERS, ola=200, nils=200, regional=200, berit=200, **_NO_UNIT)
WORK_WRITE = {**WORK_READ, "auditor": 403, "director": 403, "chair": 403, "ola": 403, "regional": 403}
#: A group of positions of one enterprise is nobody else's: those of others get 404 after the permission on their own.
GROUP_WRITE = {**WORK_WRITE, "nils": 404, "berit": 404}
#: Cases: named roles alone. None of the table's actors may both see and write them; the auditor sees.
CASE_NEW = everyone(403, **_NO_UNIT)
CASE = everyone(403, kari=404, ola=404, nils=404, regional=404, berit=404, director=404, chair=404, **_NO_UNIT)

ROWS += [
    Row("due_diligence:workforce", get=WORK_READ),
    Row(
        "due_diligence:workforce_edit",
        get=WORK_WRITE,
        post=_posted(WORK_WRITE),
        body={"measures": "Opplæring", "version": "1"},
    ),
    Row("due_diligence:positions_new", get=WORK_WRITE, post=_posted(WORK_WRITE), body={"name": "Drift"}),
    Row("due_diligence:positions", at="group", get=GROUP_WRITE, post=_posted(GROUP_WRITE), body={"name": "Drift"}),
    Row("due_diligence:positions_remove", at="group", post=_posted(GROUP_WRITE)),
    Row("due_diligence:treatment_new", get=CASE_NEW, post=CASE_NEW, body={"position": "Vakt"}),
    Row("due_diligence:treatment", at="case", get=CASE, post=CASE, body={"position": "Vakt"}),
    Row("due_diligence:treatment_document", at="case", post=CASE),
]
