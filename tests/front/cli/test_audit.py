"""`samsvar audit`: what it prints, what it writes and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from samsvar.front.cli.main import main
from samsvar.platform.audit.models import Chain
from samsvar.platform.organisation.models import OrgUnit
from tests.platform.audit.conftest import ENTERPRISE, lay_trail, triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _trail(tmp_path: Path, settings: LazySettings, db: None) -> None:
    settings.VAR = tmp_path
    lay_trail()


def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> dict[str, Any]:
    out, _err = capfdbinary.readouterr()
    return dict(json.loads(out))


def test_an_untouched_trail_ends_with_0_and_one_document(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["audit", "verify", "--records", "--json"]) == 0
    document = printed(capfdbinary)
    assert (document["intact"], document["findings"], document["events"], document["records"]) == (True, [], 6, 3)
    assert document["chains"] == [{"chain": ENTERPRISE, "head": Chain.objects.get().head, "size": 6}]


def test_a_record_changed_by_sql_ends_with_1_and_is_named(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    OrgUnit.objects.filter(number="12").update(name_nb="Utenom")
    assert main(["audit", "verify", "--records", "--json"]) == 1
    (finding,) = printed(capfdbinary)["findings"]
    assert (finding["code"], finding["facts"]["table"]) == ("changed_without_event", "organisation_orgunit")


def test_words_are_printed_for_a_person(capfd: pytest.CaptureFixture[str]) -> None:
    with triggers_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_chain SET size = 9")
    assert main(["audit", "verify", "--language", "en"]) == 1
    out, _err = capfd.readouterr()
    assert "The end of the chain is gone: it once went on past event 7." in out
    assert "1 thing is not as it should be." in out


def test_anchors_are_added_to_a_file_and_compared(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "anchors.json"
    assert main(["audit", "anchor", "--out", str(file), "--json"]) == 0
    assert printed(capfdbinary)["format"] == "samsvar-anchor-1"
    assert main(["audit", "anchor", "--out", str(file)]) == 0
    capfdbinary.readouterr()
    assert len(file.read_text().splitlines()) == 2
    assert main(["audit", "verify", "--anchors", str(file), "--json"]) == 0
    assert printed(capfdbinary)["anchors"] == 4


def test_a_changed_anchor_ends_with_1(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "anchors.json"
    main(["audit", "anchor", "--out", str(file)])
    file.write_text(file.read_text().replace('"size": 6', '"size": 5'))
    capfdbinary.readouterr()
    assert main(["audit", "verify", "--anchors", str(file), "--json"]) == 1
    assert [finding["code"] for finding in printed(capfdbinary)["findings"]] == ["anchor_signature"]


@pytest.mark.parametrize("content", [None, "{"])
def test_a_file_that_holds_no_anchors_ends_with_2(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "anchors.json"
    if content is not None:
        file.write_text(content)
    assert main(["audit", "verify", "--anchors", str(file)]) == 2


def test_wrong_usage_ends_with_2() -> None:
    assert main(["audit"]) == 2
