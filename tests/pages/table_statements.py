"""Rows of the statement: the list, its templates, the workspace, and the way to publication."""

from datetime import date
from typing import Any

from samsvar.platform.organisation.models import Body, BodyMember, OrgUnit
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import OwnTemplate, Statement
from samsvar.subjects.statements.services import Signatory
from tests.cast import CANARY, NOW, Cast
from tests.pages.rows import Places, Row, everyone

STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
#: Those of the enterprise as a whole who read drafts.
READERS = dict.fromkeys(("kari", "auditor", "director", "chair"), 200)
#: They see the draft and may not write in it.
SEE_ONLY = dict.fromkeys(("auditor", "director", "chair"), 403)
#: Whoever has a role today sees the list; those without one see nothing.
STRANGERS = dict.fromkeys(("per", "ended", "future"), 404)
WRITERS = ("kari", "nils", "regional", "berit")
FROZEN = {
    "form": 1,
    "document": {
        "_": "Document", "title": "Redegjørelse", "enterprise": "Eksempel helsenett SF", "language": "nb",
        "year": 2024, "from_on": {"_": "date", "iso": "2024-01-01"}, "to_on": {"_": "date", "iso": "2024-12-31"},
        "sections": [],
    },
}  # fmt: skip


def lay(cast: Cast) -> Places:
    """A draft of our own, one at the board, one approved, a template; and the neighbour's."""
    draft = _draft(cast, cast.enterprise, 2024, "kari")
    theirs = _draft(cast, cast.neighbour, 2024, "nils", reason=f"Ny sak {CANARY}")
    board = Body.objects.create(enterprise=cast.enterprise, name_nb="Styret", kind="board", **STAMPS)
    for person in (cast.chair, cast.director):
        seat = {"name": person.name, "title": "medlem", "valid_from": date(2024, 1, 1)}
        BodyMember.objects.create(body=board, person=person, **seat, **STAMPS)
    submitted = _submitted(cast, _draft(cast, cast.enterprise, 2023, "kari"))
    approved = _submitted(cast, _draft(cast, cast.enterprise, 2022, "kari"))
    for name in ("chair", "director"):
        services.approve_statement(
            statement=approved, person=cast.people[name], sha256=approved.frozen_sha256, reservation="",
            by=cast.actor(name), at=NOW,
        )  # fmt: skip
        approved.refresh_from_db()
    own = _template(cast.enterprise, "Vår mal")
    neighbours = _template(cast.neighbour, f"Mal {CANARY}")
    return {
        "draft": {"key": draft.key},
        "draft's file": {"key": draft.key, "form": "json"},
        "draft's text": {"key": draft.key, "section": "about"},
        "submitted": {"key": submitted.key},
        "approved": {"key": approved.key},
        "neighbour's": {"key": theirs.key},
        "template": {"key": own.key},
        "neighbour's template": {"key": neighbours.key},
        "board": {"key": board.key},
        "digest": {"sha256": submitted.frozen_sha256},
    }


def more(cast: Cast, count: int) -> None:
    """Years and templates of the neighbour's."""
    for year in range(2000, 2000 + min(count, 20)):
        _draft(cast, cast.neighbour, year, "nils")
        _template(cast.neighbour, f"Mal {year} {CANARY}")


def _draft(cast: Cast, enterprise: OrgUnit, year: int, who: str, reason: str = "") -> Statement:
    return services.start_statement(
        enterprise=enterprise, year=year, language="nb", template="chapters", reason=reason,
        by=cast.actor(who), at=NOW,
    )  # fmt: skip


def _submitted(cast: Cast, statement: Statement) -> Statement:
    signatories = [Signatory(cast.people[name].name, "medlem", cast.people[name]) for name in ("chair", "director")]
    return services.submit_statement(
        statement=statement, frozen=FROZEN, levels={}, signatories=signatories, untold=(), board=None, board_case="",
        board_meeting_on=None, opened_version=statement.version, person=cast.kari, by=cast.actor("kari"), at=NOW,
    )  # fmt: skip


def _template(enterprise: OrgUnit, title: str) -> OwnTemplate:
    sections = [{"id": "short", "draws": "short", "title": title, "level": 1}]
    return OwnTemplate.objects.create(enterprise=enterprise, title=title, definition={"sections": sections}, **STAMPS)


def template_body(title: str, version: int = 0) -> dict[str, Any]:
    return {
        "title": title, "version": version, "row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 1,
        "row-0-draws": "short", "row-0-place": 1, "row-0-heading": "Kort", "row-0-level": 1,
    }  # fmt: skip


def writing(status: int) -> dict[str, int]:
    """The status for those who write in their own enterprise, and 404 for those without a role."""
    return {**dict.fromkeys(WRITERS, status), **STRANGERS}


ROWS = [
    Row("statements:statements", get=everyone(200, **STRANGERS)),
    Row(
        "statements:start",
        get=everyone(403, **writing(200)),
        post=everyone(403, **writing(302)),
        body={"year": 2020, "language": "nb", "template": "chapters"},
    ),
    Row("statements:templates", get=everyone(403, **writing(200))),
    Row(
        "statements:template_new",
        get=everyone(403, **writing(200)),
        post=everyone(403, **writing(302)),
        body=template_body("Ny mal"),
    ),
    Row(
        "statements:template",
        at="template",
        get=everyone(404, kari=200, **SEE_ONLY),
        post=everyone(404, kari=302, **SEE_ONLY),
        body=template_body("Endret mal", 1),
    ),
    Row("statements:template", at="neighbour's template", get=everyone(404, nils=200)),
    Row(
        "statements:workspace",
        at="draft",
        get=everyone(404, **READERS),
        post=everyone(404, kari=302, **SEE_ONLY),
        body={"serial": 0, "text": "Kort sagt"},
    ),
    Row("statements:workspace", at="neighbour's", get=everyone(404, nils=200)),
    Row(
        "statements:facts",
        at="draft",
        get=everyone(404, kari=200, **SEE_ONLY),
        post=everyone(404, kari=302, **SEE_ONLY),
        body={
            "version": 1, "period_from": "2024-01-01", "period_to": "2024-12-31", "language": "nn",
            "template": "act-minimum", "earlier_links": "", "annual_report_link": "",
            "annual_report_says_where": "unknown",
        },
    ),
    Row("statements:facts", at="neighbour's", get=everyone(404, nils=200)),
    Row(
        "statements:withhold",
        at="draft",
        get=everyone(404, kari=200, **SEE_ONLY),
        post=everyone(404, kari=302, **SEE_ONLY),
        body={"version": 1},
    ),
    Row("statements:preview", at="draft", get=everyone(404, **READERS)),
    Row("statements:preview", at="neighbour's", get=everyone(404, nils=200)),
    Row("statements:download", at="draft's file", get=everyone(404, **READERS)),
    Row("statements:history", at="draft's text", get=everyone(404, **READERS)),
    Row(
        "statements:submit",
        at="draft",
        get=everyone(404, kari=200, **SEE_ONLY),
        # The words sent are none that anybody has seen, so nothing is frozen; `test_approval` sends what it has read.
        post=everyone(404, kari=400, **SEE_ONLY),
        body=lambda places: {"version": 1, "seen": "x", "board": places["board"]["key"], "board_case": "31/25"},
    ),
    Row(
        "statements:approve",
        at="submitted",
        get=everyone(404, kari=403, auditor=403, director=200, chair=200),
        post=everyone(404, kari=403, auditor=403, director=302, chair=302),
        body=lambda places: {"sha256": places["digest"]["sha256"], "reservation": ""},
    ),
    Row(
        "statements:send_back",
        at="submitted",
        get=everyone(404, kari=200, auditor=403, director=200, chair=200),
        post=everyone(404, kari=302, auditor=403, director=302, chair=302),
        body={"version": 2, "reason": "Tall mangler"},
    ),
    Row(
        "statements:publish",
        at="approved",
        get=everyone(404, kari=403, auditor=403, director=200, chair=403),
        post=everyone(404, kari=403, auditor=403, director=302, chair=403),
        body={"version": 3},
    ),
]  # fmt: skip
