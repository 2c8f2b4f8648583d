"""Rows of files kept with records."""

from typing import Any

from samsvar.core.readers.attachments import Attachment
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.actor import Actor
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import Owner
from samsvar.platform.evidence.services import keep_file
from samsvar.subjects.due_diligence.models import AdverseImpact
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

BY = Actor(person_key="", name="samsvar", via="cli")
READERS = dict.fromkeys(("kari", "auditor", "director", "chair"), 200)
ONLY_READ = dict.fromkeys(("auditor", "director", "chair"), 403)


def lay(cast: Cast) -> Places:
    """An impact of ours and one of the neighbour's, with a file each."""
    own, neighbours = _impact(cast.enterprise, "N-1"), _impact(cast.neighbour, f"N-1 {CANARY}")
    return {
        "own": {"kind": "impact", "key": own.key},
        "neighbour's": {"kind": "impact", "key": neighbours.key},
        "of no kind": {"kind": "nothing", "key": own.key},
        "own file": {"key": _file(own, "rapport.txt").key},
        "neighbour's file": {"key": _file(neighbours, f"{CANARY}.txt").key},
    }


def more(cast: Cast, count: int) -> None:
    """Many more of the neighbour's files."""
    impact = _impact(cast.neighbour, f"M {CANARY}")
    for number in range(count):
        _file(impact, f"{CANARY} {number}.txt")


def _impact(enterprise: Any, number: str) -> AdverseImpact:
    known = {"title": "Tvungen overtid", "actuality": "actual", "verification": "alleged"}
    stamps = {"created_at": NOW, "updated_at": NOW}
    return AdverseImpact.objects.create(enterprise=enterprise, unit=enterprise, number=number, **known, **stamps)


def _file(impact: AdverseImpact, name: str) -> Evidence:
    return keep_file(
        enterprise=impact.enterprise,
        unit=impact.unit,
        upload=Attachment("txt", name, name.encode()),
        about=Owner("impact", impact.key),
        permission=Permission.VIEW_IMPACTS,
        by=BY,
        at=NOW,
    )


ROWS = [
    Row(
        "evidence:add",
        at="own",
        get=everyone(404, kari=200, **ONLY_READ),
        post=everyone(404, kari=422, **ONLY_READ),
    ),
    Row("evidence:add", at="neighbour's", get=everyone(404, nils=200), post=everyone(404, nils=422)),
    Row("evidence:add", at="of no kind", get=everyone(404), post=everyone(404)),
    Row("evidence:file", at="own file", get=everyone(404, **READERS)),
    Row("evidence:file", at="neighbour's file", get=everyone(404, nils=200)),
    Row(
        "evidence:remove",
        at="own file",
        get=everyone(404, kari=200, **ONLY_READ),
        post=everyone(404, kari=302, **ONLY_READ),
        body={"version": "1"},
    ),
    Row("evidence:remove", at="neighbour's file", get=everyone(404, nils=200), post=everyone(404, nils=302)),
]
