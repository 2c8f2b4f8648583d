"""Rows of the hits of screening."""

from datetime import date
from typing import Any

from samsvar.registers.catalogues.models import Edition
from samsvar.registers.suppliers.models import Supplier
from samsvar.subjects.due_diligence.models import ScreeningHit
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def lay(cast: Cast) -> Places:
    """A list, a hit of ours, and the neighbour's."""
    Edition.objects.create(
        source="watchlist-oppdiktet", edition="2025", order=1, title="Oppdiktet liste", publisher="Oppdiktet",
        sha256="0" * 64, loaded_at=NOW,
    )  # fmt: skip
    own = hit(cast.enterprise, "Oppdiktet Silisium AS")
    theirs = hit(cast.neighbour, f"Påfunn {CANARY} AS", reason=f"Fordi {CANARY}", judged_on=date(2025, 5, 1))
    return {"own": {"key": own.key}, "neighbour's": {"key": theirs.key}, "supplier": {"key": own.supplier.key}}


def more(cast: Cast, count: int) -> None:
    """The neighbour gets many hits."""
    for number in range(count):
        hit(cast.neighbour, f"{CANARY} {number}")


def hit(enterprise: Any, name: str, **more: Any) -> ScreeningHit:
    supplier = Supplier.objects.create(
        enterprise=enterprise, name=name, name_folded=name.casefold(), listed_hits=1, **STAMPS
    )
    subject = {"name": name, "other_names": [], "country": "", "numbers": [], "place": ""}
    return ScreeningHit.objects.create(
        enterprise=enterprise, supplier=supplier, source="watchlist-oppdiktet", edition="2025", entry=name,
        likeness=91, reasons=[["alike_name", {"ours": name, "listed": name, "likeness": 91}]], subject=subject,
        listed={"name": name}, method_version=1, found_on=date(2025, 5, 1), **more, **STAMPS,
    )  # fmt: skip


_READERS = dict.fromkeys(("kari", "auditor", "director", "chair"), 200)
_NO_UNIT = {"per": 404, "ended": 404, "future": 404}
_WRITING = everyone(404, kari=302, auditor=403, director=403, chair=403)
_LIST = everyone(403, **_READERS, nils=200, regional=200, berit=200, **_NO_UNIT)

ROWS = [
    Row("due_diligence:screening", get=_LIST),
    Row("due_diligence:screening", query="?view=lapsed&page=2", get=_LIST),
    Row(
        "due_diligence:screening_hit",
        at="own",
        get=everyone(404, **_READERS),
        post=_WRITING,
        body={"state": "cleared", "reason": "Et annet selskap"},
    ),
    Row(
        "due_diligence:screening_hit",
        at="neighbour's",
        get=everyone(404, nils=200),
        post=everyone(404, nils=302),
        body={"state": "confirmed", "reason": "Samme selskap"},
    ),
    Row("suppliers:supplier", at="supplier", get=everyone(404, **_READERS)),
]
