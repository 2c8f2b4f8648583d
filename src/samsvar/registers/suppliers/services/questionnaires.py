"""What campaigns and answers leave in the register of suppliers: the plain records that the risk method reads."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, record
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import enterprise_key
from samsvar.registers.suppliers.events import QUESTIONNAIRES_NOTED
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.registers.suppliers.renewal import renew
from samsvar.registers.suppliers.services.bulk import change_rows, portions

COLUMNS = (
    *("questionnaire_asked_on", "questionnaire_due_on", "questionnaire_answered_on", "open_gaps"),
    *("code_accepted_on", "code_accepted_version"),
)


@transaction.atomic
def note_questionnaires(
    *, enterprise: OrgUnit, wanted: Mapping[int, Mapping[str, Any]], by: Actor, at: datetime, on: date
) -> int:
    """Note of the enterprise's suppliers (by primary key) the columns that differ, and renew their contracts.

    One event for all of them; how many were changed. Raises ChangedMeanwhile where one was saved by somebody else,
    ValueError for a column that is none of `COLUMNS`.
    """
    if any(set(values) - set(COLUMNS) for values in wanted.values()):
        raise ValueError("a column that no questionnaire fills")
    differing = []
    for portion in portions(wanted):
        for row in Supplier.objects.filter(enterprise=enterprise, pk__in=portion):
            if any(getattr(row, column) != value for column, value in wanted[row.pk].items()):
                differing.append((row.pk, wanted[row.pk]))
    rows: list[RowChange] = []
    for each in portions(differing):
        rows += change_rows(Supplier, each, _apply, COLUMNS, at)
    if rows:
        about = {"count": len(rows)}
        record(QUESTIONNAIRES_NOTED, by=by, at=at, enterprise=enterprise_key(enterprise), rows=rows, about=about)
        contracts = Contract.objects.filter(supplier__in=[pk for pk, _values in differing])
        renew(enterprise=enterprise, contracts=list(contracts.values_list("pk", flat=True)), by=by, at=at, on=on)
    return len(rows)


def _apply(supplier: Supplier, values: Mapping[str, Any]) -> None:
    for column, value in values.items():
        setattr(supplier, column, value)
