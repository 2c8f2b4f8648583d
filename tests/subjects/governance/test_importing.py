"""Documents read in from a list as people have it."""

from io import BytesIO

import pytest

from samsvar.core.readers.documents import read_documents
from samsvar.subjects.governance.models import GoverningDocument
from samsvar.subjects.governance.services.importing import import_documents
from tests.cast import NOW, Cast

LIST = """Dokument;Type;Nr;Eier;Vedtatt av;Sak;Vedtatt;Gjelder fra;Gjennomgang;Signeres av;Lenke
Etiske retningslinjer;Retningslinje;D-1;;Styret;40/23;26.04.2023;2023;12;ansatte, styret og innleide;
IA-avtalen;Avtale;;Partene i arbeidslivet;;;;01.01.2025;;;https://eksempel.no/ia
Klimamål;mål;;;Styret;108/21;;;;;
"""


def read(text):
    return read_documents(BytesIO(text.encode()), "dokumenter.csv")


def test_columns_are_known_in_norwegian_and_english_and_what_is_wrong_is_told_by_row_and_column() -> None:
    found = read(LIST.replace(" og innleide", ", innleide"))
    assert found.errors == ()
    assert [(row.kind, row.applies_from, row.signed_by) for row in found.rows] == [
        ("guideline", "2023", ("employees", "board_members", "hired_in")),
        ("agreement", "2025-01-01", ()),
        ("goals", None, ()),
    ]
    english = read("Title,Kind,Signed by\nCode,guideline,employees\n").rows
    assert [(row.name_nb, row.kind) for row in english] == [("Code", "guideline")]
    wrong = read(LIST.replace(" og innleide", "").replace("https://", "javascript:").replace(";mål;", ";dikt;")).errors
    assert [(error.row, error.column, error.code) for error in wrong] == [
        (3, "Lenke", "not_a_link"),
        (4, "Type", "unknown_word"),
    ]


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing_and_a_changed_row_keeps_what_was_decided(cast: Cast) -> None:
    def save(text, **more):
        found = read(text.replace(" og innleide", ""))
        given = {"enterprise": cast.enterprise, "by": cast.actor("kari"), "at": NOW}
        return import_documents(rows=found.rows, fields=found.fields, **given, **more)

    assert save(LIST, dry_run=True).created == 3
    assert not GoverningDocument.objects.exists()
    assert save(LIST).created == 3
    ethics = GoverningDocument.objects.get(number="D-1")
    assert (ethics.is_ours, ethics.signed_by) == (True, ";employees;board_members;")
    assert ethics.validities.get().subtree
    assert ethics.approvals.get().case_number == "40/23"
    assert ethics.review_rules.get().whole_years
    again = save(LIST)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 3)
    assert save(LIST.replace("Etiske retningslinjer", "Etiske reglar")).changed == 1
    ethics.refresh_from_db()
    assert (ethics.name_nb, ethics.approvals.count(), ethics.review_rules.count()) == ("Etiske reglar", 1, 1)
