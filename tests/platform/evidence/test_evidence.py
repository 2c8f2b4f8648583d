"""Files with records: kept whole, shown to those who may see the record, removed with a trail, swept when left over."""

import io
import os
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samsvar.core.readers.attachments import Attachment
from samsvar.platform.access.permissions import Permission
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.verification import verify
from samsvar.platform.evidence import services, storage
from samsvar.platform.evidence.models import Evidence
from samsvar.platform.evidence.owners import OWNER_KINDS, Owner, OwnerKind, register_owner
from samsvar.platform.evidence.presenters import REFUSALS, file_list, refusal
from samsvar.platform.evidence.selectors import files_by_link, files_of
from samsvar.platform.evidence.services import DamagedFile, keep_file, move_files, read_back, remove_file, sweep_files
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.subjects.due_diligence.models import AdverseImpact
from samsvar.subjects.due_diligence.services.impacts.impacts import edit_impact
from tests.cast import NOW, TODAY
from tests.core.readers.test_attachments import HOSTILE, PDF, telephone_picture
from tests.queries import at_most

TEXT = Attachment("txt", "notat.txt", b"Lonn betalt")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"


@pytest.fixture
def impact(cast):
    about = {"number": "N-1", "title": "Tvungen overtid", "actuality": "actual", "verification": "alleged"}
    return AdverseImpact.objects.create(
        enterprise=cast.enterprise, unit=cast.enterprise, **about, created_at=NOW, updated_at=NOW
    )


@pytest.fixture
def keep(cast, impact):
    def kept(upload=TEXT, **more):
        about = {"enterprise": impact.enterprise, "unit": impact.unit, "about": Owner("impact", impact.key)}
        who = {"permission": Permission.VIEW_IMPACTS, "by": cast.actor("kari"), "at": NOW}
        return keep_file(upload=upload, **{**about, **who, **more})

    return kept


def on_disk() -> list[str]:
    return sorted(path.name for path in storage.files_untouched_for(-60))


def test_a_file_is_kept_under_a_name_of_ours_and_read_back_to_the_byte(keep):
    file = keep(io.BytesIO(PDF), name="C:\\mappe\\Rapport.PDF")
    assert (file.label, file.file_kind, file.size) == ("Rapport.pdf", "pdf", len(PDF))
    assert on_disk() == [file.stored_name]
    assert "apport" not in str(storage.path_of(file.stored_name))
    assert os.stat(storage.path_of(file.stored_name)).st_mode & 0o777 == 0o600
    assert read_back(file) == PDF
    assert [event.kind for event in Event.objects.all()] == ["evidence_kept"]
    assert sum(verify().counts.values()) == 0


def test_a_picture_is_kept_without_the_place_it_was_taken(keep):
    file = keep(io.BytesIO(telephone_picture()), name="foto.jpg")
    assert b"Exif" not in read_back(file)


def test_the_same_file_twice_is_one(keep):
    assert keep() == keep()
    assert len(on_disk()) == 1
    assert keep(link="en") != keep(), "who sends it by a link has sent it too"


def test_what_was_changed_on_the_disk_is_not_given_out(keep):
    file = keep()
    storage.path_of(file.stored_name).write_bytes(b"noe annet")
    with pytest.raises(DamagedFile):
        read_back(file)


def test_each_enterprise_and_each_link_has_its_room(keep, settings, monkeypatch):
    settings.EVIDENCE_QUOTA = 40
    keep(), keep(Attachment("txt", "b.txt", b"b" * 20))
    with pytest.raises(NotAllowed, match="no_room"):
        keep(Attachment("txt", "c.txt", b"c" * 20))
    settings.EVIDENCE_QUOTA = 10_000
    monkeypatch.setattr(services, "MOST_OF_LINK", 30)
    keep(Attachment("txt", "d.txt", b"d" * 20), link="en")
    with pytest.raises(NotAllowed, match="no_room"):
        keep(Attachment("txt", "e.txt", b"e" * 20), link="en")
    keep(Attachment("txt", "e.txt", b"e" * 20), link="en annen")
    monkeypatch.setattr(services, "MOST_FILES_OF_OWNER", 4)
    with pytest.raises(NotAllowed, match="too_many_files"):
        keep(Attachment("txt", "f.txt", b"f"))
    assert len(on_disk()) == 4, "what was refused was not written"


@pytest.mark.parametrize(
    ("scanner", "code"),
    [("true", ""), ("false", "infected"), ("sh -c 'exit 2'", "not_scanned"), ("/ikke-der", "not_scanned")],
)
def test_a_scanner_that_is_asked_for_must_have_looked(keep, settings, scanner, code):
    settings.EVIDENCE_SCANNER = scanner
    if not code:
        assert keep(io.BytesIO(PDF), name="a.pdf")
        return
    with pytest.raises(NotAllowed, match=code):
        keep(io.BytesIO(PDF), name="a.pdf")
    assert on_disk() == []


def test_a_removed_file_leaves_an_event_and_its_bytes_a_day_later(cast, keep):
    file, other = keep(), keep(io.BytesIO(PDF), name="a.pdf")
    with pytest.raises(StaleVersion):
        remove_file(file=file, by=cast.actor("kari"), at=NOW, version=9)
    remove_file(file=Evidence.objects.get(pk=file.pk), by=cast.actor("kari"), at=NOW, version=1)
    assert Event.objects.order_by("id").last().kind == "evidence_removed"
    assert (sweep_files(on=TODAY), len(on_disk())) == (0, 2), "a backup at work still finds it"
    long_ago = time.time() - timedelta(days=2).total_seconds()
    for name in on_disk():
        os.utime(storage.path_of(name), (long_ago, long_ago))
    half = storage.path_of(other.stored_name).with_suffix(".part")
    half.write_bytes(b"half")
    os.utime(half, (long_ago, long_ago))
    assert (sweep_files(on=TODAY), on_disk()) == (2, [other.stored_name])
    assert sum(verify().counts.values()) == 0


def test_files_follow_the_record_to_another_unit(cast, impact, keep):
    keep()
    unit = cast.units["nett"]
    edit_impact(impact=impact, fields={"unit": unit}, by=cast.actor("kari"), at=NOW, today=TODAY, version=1)
    assert Evidence.objects.get().unit == unit
    assert move_files(about=Owner("impact", impact.key), unit=unit, by=cast.actor("kari"), at=NOW) == 0


def test_a_file_is_seen_by_its_own_permission_alone(cast, impact, keep):
    shown, hidden = keep(), keep(Attachment("txt", "b.txt", b"b"), permission=Permission.VIEW_WORKFORCE_CASES)
    owner = Owner("impact", impact.key)
    assert list(files_of(owner, cast.viewer("kari"))) == [shown]
    assert list(Evidence.objects.readable_by(cast.viewer("kari"))) == [shown]
    assert set(Evidence.objects.readable_by(cast.viewer("auditor"))) == {shown, hidden}
    assert list(Evidence.objects.readable_by(cast.viewer("hr"))) == [hidden]
    assert not Evidence.objects.readable_by(cast.viewer("per")).exists()


def test_who_holds_a_link_sees_what_came_by_it_and_nothing_else(impact, keep):
    keep()
    sent = keep(Attachment("txt", "b.txt", b"b"), link="en")
    keep(Attachment("txt", "c.txt", b"c"), link="en annen")
    owner = Owner("impact", impact.key)
    assert list(files_by_link(owner, "en")) == [sent]
    assert not files_by_link(owner, "").exists()
    assert not files_by_link(Owner("impact", "et annet"), "en").exists()


def test_two_apps_cannot_have_files_of_one_kind(cast):
    held = OWNER_KINDS["impact"]
    register_owner(held)
    with pytest.raises(ValueError, match="two kinds"):
        register_owner(OwnerKind("impact", held.view, held.manage, held.find, held.address))


def test_kari_adds_a_file_sees_it_and_removes_it(cast, client, signed_in, impact):
    signed_in(client, cast.kari)
    page, add = reverse("due_diligence:impact", args=[impact.key]), reverse("evidence:add", args=["impact", impact.key])
    assert "Ingen fil er lagt til." in client.get(page).content.decode()
    fields = {"kind": "certificate", "issuer": "Påfunn Revisjon AS", "note": "Gjelder til 2027."}
    sent = {**fields, "file": SimpleUploadedFile("Sertifikat \u202e2025.pdf", PDF)}
    assert client.post(add, sent)["Location"] == page
    text = client.get(page).content.decode()
    for words in ("Sertifikat 2025.pdf", "Påfunn Revisjon AS", "Gjelder til 2027.", "lagt til 20. mai 2025"):
        assert words in text
    file = Evidence.objects.get()
    answer = client.get(reverse("evidence:file", args=[file.key]))
    assert answer.content == PDF
    assert (
        answer.headers.items()
        >= {
            "Content-Type": "application/pdf",
            "Content-Disposition": 'attachment; filename="Sertifikat 2025.pdf"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
        }.items()
    )
    remove = reverse("evidence:remove", args=[file.key])
    assert "Sertifikat 2025.pdf" in client.get(remove).content.decode()
    assert client.post(remove, {"version": "1"})["Location"] == page
    assert not Evidence.objects.exists()


def test_what_is_refused_is_told_with_what_to_do(cast, client, signed_in, impact):
    signed_in(client, cast.kari)
    add = reverse("evidence:add", args=["impact", impact.key])
    answer = client.post(add, {"kind": "other", "file": SimpleUploadedFile("makro.docm", HOSTILE["macros.docm"][0])})
    assert (answer.status_code, Evidence.objects.count()) == (422, 0)
    assert "Filen inneholder makroer" in answer.content.decode()
    answer = client.post(add, {"kind": "other", "file": SimpleUploadedFile("tom.pdf", b"")})
    assert answer.status_code == 422


def test_every_refusal_has_words(db):
    given = {code for _content, code in HOSTILE.values()} | {"too_large", "unreadable", "too_many_parts", "no_room"}
    assert given <= REFUSALS.keys()
    facts = {"limit": 5_000_000_000, "name": "faktura.exe"}
    for code in REFUSALS:
        assert "%(" not in refusal(code, facts)


def test_a_page_asks_once_however_many_files_there_are(cast, impact, keep):
    for number in range(5):
        keep(Attachment("txt", "x.txt", b"x" * (number + 1)))
    viewer = cast.viewer("kari")
    with at_most(1):
        assert len(file_list("impact", impact, viewer).lines) == 5
