"""Files are compared with what stands and saved one at a time."""

from pathlib import Path

import pytest
from django.db import connection

from samsvar.platform.imports.outcome import ChangedMeanwhile
from samsvar.platform.imports.reading import FileIn, import_files
from samsvar.platform.imports.registry import KINDS
from samsvar.registers.suppliers.models import Supplier
from tests.cast import NOW, TODAY, Cast


def read_in(cast: Cast, folder: Path, **more: bool) -> int:
    """One supplier without a number, so that no rule of the database keeps it from being there twice."""
    file = folder / "leverandorer.csv"
    file.write_text("Navn;Land\nTulle Transport AS;India\n", encoding="utf-8-sig")
    about = {"enterprise": cast.enterprise, "by": cast.actor("kari"), "at": NOW, "on": TODAY}
    (report,) = import_files(kind=KINDS["suppliers"], files=[FileIn(file, file.name)], **about, **more)
    return report.outcome.created


@pytest.mark.postgresql
def test_a_file_is_not_saved_while_another_is_being_saved(transactional_db, cast: Cast, tmp_path: Path) -> None:
    other = connection.copy()
    other.set_autocommit(False)
    other.cursor().execute("SELECT id FROM organisation_orgunit WHERE id = %s FOR NO KEY UPDATE", [cast.enterprise.pk])
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 200")
    assert read_in(cast, tmp_path, dry_run=True) == 1
    with pytest.raises(ChangedMeanwhile):
        read_in(cast, tmp_path)
    assert not Supplier.objects.exists()
    other.rollback()
    other.close()
    assert read_in(cast, tmp_path) == 1
    assert read_in(cast, tmp_path) == 0
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
