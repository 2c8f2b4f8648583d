"""An import of the national register is one event, and holds nobody up."""

import tracemalloc
from collections.abc import Iterator

import pytest

from samsvar.platform.audit.models import EventRow
from samsvar.platform.audit.rows import RowChange, changed
from samsvar.platform.audit.services import record
from samsvar.platform.audit.verification import verify
from samsvar.platform.organisation.models import OrgUnit

from .conftest import AT, ENTERPRISE, KARI

pytestmark = pytest.mark.django_db
ROWS = 60_000


def many() -> Iterator[RowChange]:
    unit = OrgUnit(number="1", path="1.", path_end="1/", name_nb="Enhet", kind="section", created_at=AT, updated_at=AT)
    for number in range(ROWS):
        unit.pk, unit.key = number, f"{number:016d}"
        yield changed(unit)


def test_sixty_thousand_rows_fit_one_event() -> None:
    event = record("tried", by=KARI, at=AT, enterprise=ENTERPRISE, rows=many())
    assert EventRow.objects.filter(event=event).count() == event.facts["rows"]["count"] == ROWS
    assert verify().intact


def test_the_rows_are_streamed() -> None:
    tracemalloc.start()
    record(
        "tried",
        by=KARI,
        at=AT,
        enterprise=ENTERPRISE,
        rows=(row for _, row in zip(range(10_000), many(), strict=False)),
    )
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * 2**20, f"{peak / 2**20:.0f} MB at the most"
