"""Anchors are signed with a key outside the database, and any change of them shows."""

import json
import stat
from pathlib import Path

import pytest
from django.conf import LazySettings

from samsvar.platform.audit.anchors import (
    KEY_FILE,
    Anchor,
    BadAnchorFile,
    NoAnchorKey,
    public_key,
    read_anchors,
    signed_document,
)
from samsvar.platform.audit.models import Event
from samsvar.platform.audit.services import anchor
from samsvar.platform.audit.verification import verify

from .conftest import AT, ENTERPRISE, KARI, Trail, rename

HEADS = [Anchor("abc", 3, "f" * 64, "")]
NOON = "2025-05-20T12:00:00+00:00"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR = tmp_path
    monkeypatch.delenv(KEY_FILE, raising=False)


def test_a_document_reads_back_as_what_was_signed() -> None:
    text = json.dumps(signed_document(HEADS, NOON), indent=2)
    assert read_anchors(text).anchors == (Anchor("abc", 3, "f" * 64, NOON),)


def test_a_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    assert public_key() is None
    first, second = signed_document(HEADS, NOON), signed_document(HEADS, NOON)
    assert first["public_key"] == second["public_key"] == public_key()
    assert stat.S_IMODE((tmp_path / "anchor-key.pem").stat().st_mode) == 0o600


def test_a_production_installation_makes_no_key_by_itself(settings: LazySettings, tmp_path: Path) -> None:
    settings.PRODUCTION = True
    with pytest.raises(NoAnchorKey):
        signed_document(HEADS, NOON)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("field", ["at", "size", "head"])
def test_a_changed_document_is_told(field: str) -> None:
    document = signed_document(HEADS, NOON)
    if field == "at":
        document["at"] = "2025-01-01T00:00:00+00:00"
    else:
        document["chains"][0][field] = 2 if field == "size" else "0" * 64
    read = read_anchors(json.dumps(document))
    assert (read.anchors, read.wrong[0][0]) == ((), "anchor_signature")


def test_a_document_by_another_key_is_told_where_keys_are_named() -> None:
    text = json.dumps(signed_document(HEADS, NOON))
    read = read_anchors(text, trusted=["another key"])
    assert (read.anchors, read.wrong[0][0]) == ((), "anchor_unknown_key")


def test_several_documents_stand_in_one_file() -> None:
    lines = [json.dumps(signed_document(HEADS, NOON)) for _ in range(3)]
    assert len(read_anchors("\n".join(lines) + "\n").anchors) == 3


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "another"}', '{"format": "samsvar-anchor-1"}'])
def test_a_file_that_holds_no_anchors_is_refused(text: str) -> None:
    with pytest.raises(BadAnchorFile):
        read_anchors(text)


def test_an_anchor_takes_all_heads_into_the_installations_chain(trail: Trail) -> None:
    rename(trail.units[0], "Nabo", enterprise="nabo000000000000")
    document = anchor(by=KARI, at=AT)
    kept = Event.objects.get(kind="audit_checkpoint")
    sizes = {row["chain"]: row["size"] for row in document["chains"]}
    assert sizes == {ENTERPRISE: 6, "nabo000000000000": 1, "installation": 1}
    assert [row["chain"] for row in kept.about["heads"]] == [ENTERPRISE, "nabo000000000000"]
    rename(trail.units[0], "Videre")
    assert verify(anchors=read_anchors(json.dumps(document)).anchors).intact
