"""Rows of what anyone may see. Unknown and unpublished answer alike."""

from datetime import UTC, datetime

from samsvar.front.reporting.transparency_statement.files import all_files
from samsvar.front.reporting.transparency_statement.publishing import publication_of
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import Statement
from samsvar.subjects.strategy.models import SustainabilityProcess
from tests.cast import NOW, Cast
from tests.pages.rows import Places, Row, everyone
from tests.pages.table_information_requests import make_public, make_request
from tests.pages.table_statements import _draft, _submitted
from tests.pages.table_strategy import make_process

AT = datetime(2025, 6, 6, 8, tzinfo=UTC)
ORGNR = "912345674"
NEIGHBOURS = "923456783"
SHOWN = {"contacts": [{"role": "Rådgiver", "email": "", "telephone": ""}]}


def lay(cast: Cast) -> Places:
    """2024 is out, 2023 is a draft, and the neighbour has a draft only."""
    statement = _submitted(cast, _draft(cast, cast.enterprise, 2024, "kari"))
    _publish(cast, statement)
    _draft(cast, cast.enterprise, 2023, "kari")
    _draft(cast, cast.neighbour, 2024, "nils")
    answered = {"answered_at": NOW, "answered_on": NOW.date(), "ended_on": NOW.date(), "due_on": None}
    public = make_public(make_request(cast.enterprise, "2025-1", status="answered", **answered))
    hidden = make_public(make_request(cast.enterprise, "2025-2", status="answered", **answered), published_at=None)
    process = make_process(cast.enterprise, "")
    SustainabilityProcess.objects.filter(pk=process.pk).update(published_at=NOW, shown=SHOWN)
    make_process(cast.neighbour, "")
    return {
        "nothing published": {"orgnr": NEIGHBOURS},
        "enterprise": {"orgnr": ORGNR},
        "public answer": {"orgnr": ORGNR, "key": public.key},
        "hidden answer": {"orgnr": ORGNR, "key": hidden.key},
        "other's address": {"orgnr": NEIGHBOURS, "key": public.key},
        "no such receipt": {"orgnr": ORGNR, "held": "gAAAAA"},
        "no such link": {"orgnr": ORGNR, "secret": "x" * 43},
        "no such case": {"orgnr": ORGNR, "place": "0" * 16},
        "no such file": {"orgnr": ORGNR, "place": "0" * 16, "key": "x"},
        "all years": {"orgnr": ORGNR},
        "published": {"orgnr": ORGNR, "year": 2024},
        "edition": {"orgnr": ORGNR, "year": 2024, "edition": 1},
        "file": {"orgnr": ORGNR, "year": 2024, "form": "json"},
        "edition's file": {"orgnr": ORGNR, "year": 2024, "edition": 1, "form": "pdf"},
        "draft": {"orgnr": ORGNR, "year": 2023},
        "draft's file": {"orgnr": ORGNR, "year": 2023, "form": "pdf"},
        "no such edition": {"orgnr": ORGNR, "year": 2024, "edition": 2},
        "no such edition's file": {"orgnr": ORGNR, "year": 2024, "edition": 2, "form": "pdf"},
        "neighbour's draft": {"orgnr": NEIGHBOURS, "year": 2024},
        "unknown": {"orgnr": "999999999"},
        "with a slash": {"rest": f"{ORGNR}/2024"},
    }


def _publish(cast: Cast, statement: Statement) -> None:
    for name in ("chair", "director"):
        services.approve_statement(
            statement=statement, person=cast.people[name], sha256=statement.frozen_sha256, reservation="",
            by=cast.actor(name), at=NOW,
        )  # fmt: skip
        statement.refresh_from_db()
    services.publish_statement(
        statement=statement, files=all_files(publication_of(statement, AT)), untold=(),
        opened_version=statement.version, by=cast.actor("director"), at=AT,
    )  # fmt: skip


ANYBODY = everyone(200, anonymous=200)
NOBODY = everyone(404, anonymous=404)

ROWS = [
    Row("public:statements", at="all years", get=ANYBODY),
    Row("public:statements", at="all years", query="?language=nn", get=ANYBODY),
    Row("public:statements", at="unknown", get=NOBODY),
    Row("public:statement", at="published", get=ANYBODY),
    Row("public:statement", at="draft", get=NOBODY),
    Row("public:statement", at="neighbour's draft", get=NOBODY),
    Row("public:edition", at="edition", get=ANYBODY),
    Row("public:edition", at="no such edition", get=NOBODY),
    Row("public:file", at="file", get=ANYBODY),
    Row("public:file", at="draft's file", get=NOBODY),
    Row("public:edition_file", at="edition's file", get=ANYBODY),
    Row("public:edition_file", at="no such edition's file", get=NOBODY),
    Row("public:without_slash", at="with a slash", get=everyone(301, anonymous=301), beside=405),
    Row("public:ask", at="enterprise", get=ANYBODY, post=everyone(422, anonymous=422)),
    Row("public:ask", at="enterprise", query="?language=nn", get=ANYBODY, post=everyone(422, anonymous=422)),
    Row("public:ask", at="unknown", get=NOBODY),
    *(Row(f"public:{name}", at="enterprise", get=ANYBODY) for name in ("about_complaints", "supplier_code", "numbers")),
    Row("public:numbers", at="unknown", get=NOBODY),
    Row("public:sustainability", at="enterprise", get=ANYBODY),
    Row("public:sustainability", at="nothing published", get=NOBODY),
    Row("public:complain", at="enterprise", get=ANYBODY, post=everyone(422, anonymous=422)),
    Row("public:complain", at="unknown", get=NOBODY),
    Row("public:follow_complaint", at="enterprise", get=ANYBODY, post=everyone(422, anonymous=422)),
    Row("public:complaint_receipt", at="no such receipt", get=NOBODY),
    Row("public:complaint_link", at="no such link", get=everyone(302, anonymous=302), beside=405),
    Row("public:complaint", at="no such case", get=NOBODY, post=NOBODY),
    Row("public:withdraw_complaint", at="no such case", get=NOBODY, post=NOBODY),
    Row("public:complaint_file", at="no such file", get=NOBODY),
    Row("public:about_right", at="enterprise", get=ANYBODY),
    Row("public:about_right", at="unknown", get=NOBODY),
    Row("public:follow", at="enterprise", get=ANYBODY, post=everyone(422, anonymous=422)),
    Row("public:receipt", at="no such receipt", get=NOBODY),
    Row("public:case_link", at="no such link", get=everyone(302, anonymous=302), beside=405),
    Row("public:case", at="no such case", get=NOBODY, post=NOBODY),
    Row("public:withdraw", at="no such case", get=NOBODY, post=NOBODY),
    Row("public:answers", at="enterprise", get=ANYBODY),
    Row("public:answers", at="unknown", get=NOBODY),
    Row("public:answer", at="public answer", get=ANYBODY),
    Row("public:answer", at="hidden answer", get=NOBODY),
    Row("public:answer", at="other's address", get=NOBODY),
]
