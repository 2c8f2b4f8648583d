"""`samsvar statement`: the file, what it says, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from samsvar.core.rules.risk.sources import SOURCES, TABLES
from samsvar.front.cli import main
from samsvar.registers.catalogues.services import load_shipped_editions
from samsvar.subjects.statements.models import PublishedFile, Statement
from tests.cast import NOW
from tests.front.reporting.year import Year, begun, lay_year, published, submitted

ORGNR = "912345674"


@pytest.fixture
def year(cast: Any) -> Year:
    load_shipped_editions(at=NOW, sources=(*SOURCES, *TABLES))
    return lay_year(cast)


def run(capfdbinary: Any, *words: str) -> tuple[int, str, str]:
    code = main.main(["statement", *words])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


@pytest.mark.parametrize(
    ("form", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK"), ("json", b"{")]
)
def test_a_year_nobody_has_begun_is_drawn_and_not_kept(
    year: Year, tmp_path: Path, capfdbinary: Any, form: str, begins: bytes
):
    out = tmp_path / f"statement.{form}"
    code, said, err = run(capfdbinary, "--enterprise", ORGNR, "--year", "2024", "--out", str(out), "--json")
    content = out.read_bytes()
    assert (code, err) == (0, "")
    assert content.startswith(begins)
    assert json.loads(said) == {
        "bytes": len(content), "edition": 1, "file": str(out), "form": form, "status": "draft", "year": 2024,
    }  # fmt: skip
    assert not Statement.objects.exists()


def test_the_json_file_has_the_keys_that_the_document_promises(year: Year, tmp_path: Path, capfdbinary: Any):
    out = tmp_path / "statement.json"
    run(capfdbinary, "--enterprise", ORGNR, "--year", "2024", "--out", str(out))
    found = json.loads(out.read_text(encoding="utf-8"))
    assert set(found) >= {
        "approved_by", "completeness", "edition", "enterprise", "from", "sections", "status", "to", "year",
    }  # fmt: skip
    assert (found["from"], found["to"], found["year"], found["status"]) == ("2024-01-01", "2024-12-31", 2024, "draft")
    assert {letter["letter"] for letter in found["completeness"]} == {"a", "b", "c"}
    figures = [figure for section in found["sections"] for figure in section["figures"]]
    assert all({"id", "records", "value"} <= set(figure) for figure in figures)


def test_the_same_records_give_the_same_bytes(year: Year, tmp_path: Path, capfdbinary: Any):
    for name in ("a.json", "b.json", "a.pdf", "b.pdf"):
        run(capfdbinary, "--enterprise", ORGNR, "--year", "2024", "--out", str(tmp_path / name))
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_published_statement_is_written_to_the_byte(year: Year, tmp_path: Path, capfdbinary: Any):
    published(year, begun(year))
    out = tmp_path / "statement.pdf"
    code, said, _ = run(capfdbinary, "--enterprise", ORGNR, "--year", "2024", "--out", str(out), "--json")
    assert code == 0
    assert out.read_bytes() == bytes(PublishedFile.objects.get(form="pdf").content)
    assert json.loads(said)["status"] == "published"


def test_a_submitted_statement_is_written_as_it_was_frozen(year: Year, tmp_path: Path, capfdbinary: Any):
    submitted(year, begun(year))
    year.factory.title = "Et nytt navn"
    year.factory.save()
    out = tmp_path / "statement.json"
    run(capfdbinary, "--enterprise", ORGNR, "--year", "2024", "--out", str(out))
    assert "Et nytt navn" not in out.read_text(encoding="utf-8")
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "submitted"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--enterprise", ORGNR, "--year", "2024", "--out", "statement.exe"], "unknown_form"),
        (["--enterprise", ORGNR, "--year", "1999", "--out", "statement.pdf"], "unknown_year"),
        (["--enterprise", ORGNR, "--year", "2026", "--out", "statement.pdf"], "unknown_year"),
        (["--enterprise", ORGNR, "--year", "2024", "--out", "nowhere/statement.pdf"], "no_folder"),
        (["--enterprise", "999999999", "--year", "2024", "--out", "statement.pdf"], "enterprise_not_found"),
    ],
)
def test_what_cannot_be_written_is_told_with_a_code(
    cast: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any, words: list[str], code: str
):
    monkeypatch.chdir(tmp_path)
    exit_code, said, err = run(capfdbinary, *words, "--json")
    assert exit_code == 2
    assert json.loads(said)["error"]["code"] == code
    assert err.strip()
    assert list(tmp_path.iterdir()) == []


def test_a_failing_rendering_leaves_the_file_that_was_there(
    year: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
):
    out = tmp_path / "statement.json"
    out.write_bytes(b"yesterday's")
    monkeypatch.setattr("samsvar.front.cli.statement.file_of", lambda *words: 1 / 0)
    assert main.main(["statement", "--enterprise", ORGNR, "--year", "2024", "--out", str(out)]) == 2
    assert out.read_bytes() == b"yesterday's"
    assert [path.name for path in tmp_path.iterdir()] == ["statement.json"]


def test_a_file_that_cannot_be_written_is_told_of(
    year: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
):
    def refuse(*_words: object, **_more: object) -> None:
        raise PermissionError("read only")

    monkeypatch.setattr("samsvar.front.cli.writing.tempfile.NamedTemporaryFile", refuse)
    out = str(tmp_path / "statement.json")
    exit_code, said, _err = run(capfdbinary, "--enterprise", ORGNR, "--year", "2024", "--out", out, "--json")
    assert (exit_code, json.loads(said)["error"]["code"]) == (2, "cannot_write")


def test_the_status_is_told_in_the_readers_words(year: Year, tmp_path: Path, capfdbinary: Any):
    out = str(tmp_path / "statement.json")
    _exit_code, said, _err = run(capfdbinary, "--enterprise", ORGNR, "--year", "2024", "--out", out)
    assert said.rstrip().endswith("utkast.")
