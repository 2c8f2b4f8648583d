"""Who gets what from the pages of contracts, risk and method."""

from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.subjects.due_diligence.models import AssessmentMethod
from samsvar.subjects.due_diligence.selectors.methods import shipped_definition
from samsvar.subjects.due_diligence.services.assessing_all import assess_all
from tests.cast import CANARY, NOW, TODAY, Cast
from tests.pages.rows import Places, Row, everyone
from tests.subjects.due_diligence.chain import STAMPS, make_contract, make_impact, make_supplier


def lay(cast: Cast) -> Places:
    """A contract of the department nett, one of the neighbour's, and a method of each."""
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    own = make_contract(cast.enterprise, "K-1", unit=cast.units["nett"])
    make_impact(cast.enterprise, on=own)
    theirs = make_supplier(cast.neighbour, f"Demodata {CANARY} AS", orgnr="312345676")
    neighbours = make_contract(cast.neighbour, f"K-{CANARY}", supplier=theirs, title=f"Servere {CANARY}")
    make_impact(cast.neighbour, on=neighbours, title=f"Overtid {CANARY}")
    assess_all(by=cast.actor("kari"), at=NOW, on=TODAY)
    return {
        "own contract": {"key": own.key},
        "neighbour's contract": {"key": neighbours.key},
        "no contract": {"key": "0000000000000000"},
        "own method": {"key": _method(cast, "eksempel", "Vår metode")},
        "neighbour's method": {"key": _method(cast, "nabo", f"Metode {CANARY}")},
        "the default": {"key": "default"},
        "source": {"source": "freedom-house"},
        "no source": {"source": "cpi"},
    }


def more(cast: Cast, count: int) -> None:
    """Many more contracts of the neighbour's."""
    for place in range(count):
        make_contract(cast.neighbour, f"M-{place}", title=f"Flere {CANARY}")


def _method(cast: Cast, unit: str, title: str) -> str:
    version = AssessmentMethod.objects.create(
        enterprise=cast.units[unit],
        code="own",
        method_version=1,
        title=title,
        definition=shipped_definition(),
        reason="Strengere land",
        **STAMPS,
    )
    return version.key


#: Those without a unit see no page; those whose role holds no contracts are told so.
_REGISTER = everyone(200, ola=403, administrator=403, per=404, ended=404, future=404)
_ON_NETT = everyone(404, kari=200, auditor=200, director=200, chair=200, leader=200)
_WHOLE = {"kari": 200, "nils": 200, "auditor": 200, "director": 200, "chair": 200, "regional": 200, "berit": 200}
_METHODS = everyone(403, **_WHOLE, per=404, ended=404, future=404)
_MANAGING = everyone(403, kari=200, nils=200, regional=200, berit=200, per=404, ended=404, future=404)
_ASSESSING = everyone(403, kari=302, nils=302, regional=302, berit=302, per=404, ended=404, future=404)
_OWN_METHOD = everyone(403, per=404, ended=404, future=404, nils=404, regional=404, berit=404)

_NEW = {
    "title": "Vår metode",
    "reason": "Strengere",
    "preview": "1",
    "unknown_counts": 4,
    "unknown_country": 3,
    "unknown_not_listed": 1,
    **{f"freedom_{place}": place + 1 for place in range(4)},
    "freedom_total": 85,
    **{f"ituc_{rating}": 4 for rating in ("1", "2", "3", "4", "5", "5p")},
    **{f"word_{place}": 3 for place in range(5)},
    "service_sector": 3,
    "service_none": 1,
    "service_breach": 4,
    "supplier_confirmed": 4,
    "supplier_floor": 2,
    "supplier_warning": 1,
    "supplier_assurance": -1,
    "supplier_months": 24,
    **{f"inherent_{row}_{column}": 4 for row in range(4) for column in range(4)},
}

ROWS = [
    Row("due_diligence:contracts", get=_REGISTER),
    Row("due_diligence:contracts", query="?view=high&level=4&sort=title&q=pc", get=_REGISTER),
    Row("due_diligence:contracts", query="?level=9", get={k: 400 if v == 200 else v for k, v in _REGISTER.items()}),
    Row("due_diligence:contracts", query="?after=x", get={k: 400 if v == 200 else v for k, v in _REGISTER.items()}),
    Row("due_diligence:contracts", query="?sort=value", get={**_REGISTER, "leader": 403, "sibling": 403}),
    Row("due_diligence:assess", post=_ASSESSING),
    Row("due_diligence:contract", at="own contract", get=_ON_NETT),
    Row("due_diligence:contract", at="neighbour's contract", get=everyone(404, nils=200)),
    Row("due_diligence:contract", at="no contract", get=everyone(404)),
    Row("due_diligence:calculation", at="own contract", get=_ON_NETT),
    Row("due_diligence:calculation", at="neighbour's contract", get=everyone(404, nils=200)),
    Row("due_diligence:risk_picture", get=_REGISTER),
    Row("due_diligence:risk_countries", get=_REGISTER),
    Row("due_diligence:moved", at="source", get=_REGISTER),
    Row("due_diligence:moved", at="no source", get={k: 404 if v == 200 else v for k, v in _REGISTER.items()}),
    Row("due_diligence:methods", get=_METHODS),
    Row("due_diligence:method", at="the default", get=_METHODS),
    Row(
        "due_diligence:method",
        at="own method",
        get={**_OWN_METHOD, "kari": 200, "auditor": 200, "director": 200, "chair": 200},
    ),
    Row(
        "due_diligence:method",
        at="neighbour's method",
        get={k: 404 if v == 200 else v for k, v in _METHODS.items()} | {"nils": 200},
    ),
    Row("due_diligence:method_new", get=_MANAGING, post=_MANAGING, body=_NEW),
    Row("due_diligence:method_use", at="the default", get=_MANAGING, post=_ASSESSING),
    Row(
        "due_diligence:method_use", at="own method", get={**_OWN_METHOD, "kari": 200}, post={**_OWN_METHOD, "kari": 302}
    ),
]
