"""From draft to published bytes: each step asks the rule, is one transaction, and leaves its event."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsvar.core.documents.frozen import digest
from samsvar.platform.audit.models import Event
from samsvar.platform.organisation.models import EnterpriseProfile
from samsvar.subjects.statements import services
from samsvar.subjects.statements.models import Approval, OwnTemplate, PublishedFile, Statement
from samsvar.subjects.statements.services import NotNow, Signatory, StaleStatement
from tests.cast import NOW, Cast

STAMPS = {"created_at": NOW, "updated_at": NOW}
FROZEN = {"form": 1, "document": {"words": "alt vi vet"}}
AT = datetime(2025, 6, 6, 8, tzinfo=UTC)


def begun(cast: Cast, **more: Any) -> Statement:
    facts = {"year": 2024, "language": "nb", "template": "chapters", **more}
    return services.start_statement(enterprise=cast.enterprise, **facts, by=cast.actor("kari"), at=NOW)


def write(cast: Cast, statement: Statement, text: str, serial: int) -> Any:
    return services.write_section(
        statement=statement, section="outlook", text=text, opened_serial=serial,
        person=cast.kari, by=cast.actor("kari"), at=NOW,
    )  # fmt: skip


def submit(cast: Cast, statement: Statement, *, by: str = "kari", **more: Any) -> Statement:
    signatories = [
        Signatory(cast.people[name].name, title, cast.people[name])
        for name, title in (("chair", "styreleder"), ("director", "direktør"))
    ]
    facts: dict[str, Any] = {"frozen": FROZEN, "levels": {"K-1": 3}, "signatories": signatories, "untold": ()}
    facts |= {"board": None, "board_case": "31/25", "board_meeting_on": None} | more
    return services.submit_statement(
        statement=statement, **facts, opened_version=statement.version, person=cast.people[by],
        by=cast.actor(by), at=NOW,
    )  # fmt: skip


def approve(cast: Cast, statement: Statement, name: str, sha256: str | None = None) -> Approval:
    return services.approve_statement(
        statement=statement, person=cast.people[name], sha256=sha256 or statement.frozen_sha256, reservation="",
        by=cast.actor(name), at=NOW,
    )  # fmt: skip


def publish(cast: Cast, statement: Statement, content: bytes = b"bytes", **more: Any) -> Statement:
    return services.publish_statement(
        statement=statement, files={"html": content}, untold=more.get("untold", ()),
        opened_version=statement.version, by=cast.actor("director"), at=AT,
    )  # fmt: skip


def out(cast: Cast, statement: Statement) -> Statement:
    submit(cast, statement)
    for name in ("chair", "director"):
        approve(cast, statement, name)
        statement.refresh_from_db()
    return publish(cast, statement)


def kinds() -> list[str]:
    return list(Event.objects.newest_first().exclude(kind="messages_queued").values_list("kind", flat=True))


@pytest.mark.requirement("R001-08")
def test_texts_keep_every_version_and_the_same_text_again_keeps_none(cast: Cast):
    statement = begun(cast)
    first = write(cast, statement, "Vi fortsetter", 0)
    assert write(cast, statement, "Vi fortsetter", 1) == first
    write(cast, statement, "Vi slutter", 1)
    assert list(statement.narratives.order_by("serial").values_list("serial", "text")) == [
        (1, "Vi fortsetter"),
        (2, "Vi slutter"),
    ]


def test_two_who_write_from_the_same_version_do_not_overwrite_each_other(cast: Cast):
    statement = begun(cast)
    write(cast, statement, "Kari", 0)
    with pytest.raises(StaleStatement):
        write(cast, statement, "Ola", 0)
    assert statement.narratives.get().text == "Kari"


@pytest.mark.requirement("R001-95")
def test_an_approval_signs_the_frozen_digest(cast: Cast):
    statement = submit(cast, begun(cast))
    assert statement.frozen_sha256 == digest(FROZEN)
    with pytest.raises(StaleStatement):
        approve(cast, statement, "chair", sha256="0" * 64)
    given = approve(cast, statement, "chair")
    assert (given.sha256, given.approved_at, given.name) == (digest(FROZEN), NOW, "Ingrid Prøve")
    statement.refresh_from_db()
    assert statement.status == "submitted"
    approve(cast, statement, "director")
    statement.refresh_from_db()
    assert statement.status == "approved"


def test_who_approves_holds_the_statement_before_seeing_who_else_did(cast: Cast):
    statement = submit(cast, begun(cast))
    with CaptureQueriesContext(connection) as asked:
        approve(cast, statement, "chair")
    acts = [query["sql"] for query in asked if "statements_" in query["sql"]]
    assert acts[0].startswith(f'UPDATE "{Statement._meta.db_table}"')
    assert any(act.startswith(f'UPDATE "{Approval._meta.db_table}"') for act in acts[1:])


def test_an_approval_of_bytes_that_were_just_returned_is_refused(cast: Cast):
    read = submit(cast, begun(cast))
    now = Statement.objects.get(pk=read.pk)
    services.return_statement(
        statement=now, reason="Tall mangler", opened_version=now.version, by=cast.actor("director"), at=NOW
    )
    with pytest.raises(StaleStatement):
        approve(cast, read, "chair")


def test_what_is_submitted_can_no_longer_be_written_in(cast: Cast):
    statement = submit(cast, begun(cast))
    with pytest.raises(NotNow):
        write(cast, statement, "Etterpå", 0)
    with pytest.raises(StaleStatement):
        services.edit_statement(
            statement=statement, fields={"language": "nn"}, opened_version=statement.version,
            by=cast.actor("kari"), at=NOW,
        )  # fmt: skip


@pytest.mark.requirement("R001-95")
def test_a_return_voids_the_approvals_and_the_next_round_asks_anew(cast: Cast):
    statement = submit(cast, begun(cast))
    approve(cast, statement, "chair")
    services.return_statement(
        statement=statement, reason="Tall mangler", opened_version=statement.version, by=cast.actor("director"), at=NOW
    )
    assert (statement.status, statement.frozen, statement.frozen_sha256) == ("draft", None, "")
    submit(cast, statement, frozen={"form": 1, "document": {"words": "nytt"}})
    assert statement.approvals.filter(voided_at__isnull=True, approved_at__isnull=True).count() == 2
    assert statement.approvals.filter(voided_at__isnull=False).count() == 2


def test_nobody_approves_alone_what_they_sent(cast: Cast):
    statement = submit(cast, begun(cast), by="director")
    with pytest.raises(NotNow) as stop:
        approve(cast, statement, "director")
    assert stop.value.obstacles == ("same_person_submitted",)
    EnterpriseProfile.objects.create(enterprise=cast.enterprise, two_pairs_of_eyes=False, **STAMPS)
    assert approve(cast, statement, "director").approved_at == NOW


def test_only_those_asked_may_approve(cast: Cast):
    statement = submit(cast, begun(cast))
    with pytest.raises(NotNow) as stop:
        approve(cast, statement, "member")
    assert stop.value.obstacles == ("lacks_right",)


def test_of_two_who_press_at_once_one_succeeds(cast: Cast):
    statement = begun(cast)
    same = Statement.objects.get(pk=statement.pk)
    submit(cast, statement)
    with pytest.raises(StaleStatement):
        submit(cast, same)
    assert statement.approvals.count() == 2


def test_of_two_who_publish_at_once_one_succeeds(cast: Cast):
    statement = submit(cast, begun(cast))
    for name in ("chair", "director"):
        approve(cast, statement, name)
        statement.refresh_from_db()
    same = Statement.objects.get(pk=statement.pk)
    publish(cast, statement)
    with pytest.raises(StaleStatement):
        publish(cast, same, b"other bytes")
    assert bytes(PublishedFile.objects.get().content) == b"bytes"


def test_publishing_waits_for_every_signature(cast: Cast):
    statement = submit(cast, begun(cast))
    approve(cast, statement, "chair")
    statement.refresh_from_db()
    with pytest.raises(NotNow) as stop:
        publish(cast, statement)
    assert "no_such_step" in stop.value.obstacles
    assert not PublishedFile.objects.exists()


@pytest.mark.parametrize("step", ["start", "write", "submit", "publish", "template"])
def test_when_the_last_step_fails_nothing_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str):
    statement = None if step == "start" else begun(cast)
    if step == "publish":
        submit(cast, statement)
        for name in ("chair", "director"):
            approve(cast, statement, name)
            statement.refresh_from_db()

    def fail(*words: Any, **more: Any) -> None:
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(services, "record", fail)
    before = _everything()
    with pytest.raises(RuntimeError):
        {
            "start": lambda: begun(cast),
            "write": lambda: write(cast, statement, "Tekst", 0),
            "submit": lambda: submit(cast, statement),
            "publish": lambda: publish(cast, statement),
            "template": lambda: template(cast),
        }[step]()
    assert _everything() == before


def _everything() -> list[Any]:
    models = (Statement, Approval, PublishedFile, OwnTemplate)
    return [list(model.objects.order_by("pk").values_list()) for model in models] + [
        list(Statement.narratives.rel.related_model.objects.values_list())
    ]


@pytest.mark.requirement("R001-03")
def test_a_new_edition_needs_a_reason_and_leaves_the_earlier_one_readable(cast: Cast):
    first = out(cast, begun(cast))
    with pytest.raises(NotNow) as stop:
        begun(cast)
    assert stop.value.obstacles == ("no_reason",)
    second = begun(cast, reason="En ny alvorlig sak ble kjent")
    assert (second.edition, second.reason) == (2, "En ny alvorlig sak ble kjent")
    first.refresh_from_db()
    assert first.status == "published"
    out(cast, second)
    first.refresh_from_db()
    assert (first.status, bytes(first.files.get().content)) == ("superseded", b"bytes")


def test_a_year_has_one_edition_in_work_at_a_time(cast: Cast):
    begun(cast)
    with pytest.raises(NotNow) as stop:
        begun(cast, reason="En til")
    assert stop.value.obstacles == ("edition_in_work",)


def test_what_is_withheld_needs_a_ground_and_a_reason(cast: Cast):
    statement = begun(cast)
    with pytest.raises(NotNow) as stop:
        services.leave_out(
            statement=statement, withheld=[{"record": "area:x", "ground": "d", "reason": " "}],
            opened_version=statement.version, by=cast.actor("kari"), at=NOW,
        )  # fmt: skip
    assert stop.value.obstacles == ("no_ground",)


def test_each_step_leaves_one_event_and_the_digest_stands_in_it(cast: Cast):
    out(cast, begun(cast))
    assert kinds() == [
        "statement_published", "statement_approved", "statement_approved", "statement_submitted", "statement_started",
    ]  # fmt: skip
    assert Event.objects.get(kind="statement_submitted").about["sha256"] == digest(FROZEN)


def template(cast: Cast, title: str = "Vår mal", **more: Any) -> OwnTemplate:
    sections = [{"id": "short", "draws": "short", "title": "Kort", "level": 1}]
    return services.save_template(
        enterprise=more.pop("enterprise", cast.enterprise), title=title, sections=more.pop("sections", sections),
        by=cast.actor("kari"), at=NOW, **more,
    )  # fmt: skip


@pytest.mark.requirement("R000-57")
def test_a_template_has_sections_and_a_name_of_its_own(cast: Cast):
    made = template(cast)
    for wrong, code in (({"sections": []}, "no_sections"), ({}, "title_taken")):
        with pytest.raises(NotNow) as stop:
            template(cast, **wrong)
        assert stop.value.obstacles == (code,)
    template(cast, "Nytt navn", template=made, opened_version=1)
    with pytest.raises(StaleStatement):
        template(cast, "For sent", template=made, opened_version=1)
    assert OwnTemplate.objects.get().title == "Nytt navn"


@pytest.mark.requirement("R000-57")
def test_a_regions_template_may_be_used_by_its_trusts_and_by_nobody_else(cast: Cast):
    template(cast, "Regionens mal", enterprise=cast.units["region"])
    template(cast, "Foretakets mal", enterprise=cast.units["liksom"])
    usable = OwnTemplate.objects.usable_by
    titles = {
        name: {each.title for each in usable(cast.units[name])} for name in ("region", "liksom", "pafunn", "nabo")
    }
    assert titles == {
        "region": {"Regionens mal"},
        "liksom": {"Regionens mal", "Foretakets mal"},
        "pafunn": {"Regionens mal"},
        "nabo": set(),
    }


def test_drafts_are_read_by_those_who_may_and_published_ones_by_all_who_see_the_enterprise(cast: Cast):
    statement = begun(cast)

    def readers() -> set[str]:
        names = ("kari", "ola", "chair", "per", "nils", "regional", "auditor")
        return {name for name in names if Statement.objects.readable_by(cast.viewer(name)).filter(pk=statement.pk)}

    assert readers() == {"kari", "chair", "auditor"}
    out(cast, statement)
    assert readers() == {"kari", "chair", "auditor", "ola"}
