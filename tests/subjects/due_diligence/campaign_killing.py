"""As `tests/platform/delivery/killing.py`, with one command more: `campaign COUNT` begins one to so many suppliers."""

from datetime import UTC, datetime, timedelta

from tests.platform.delivery import killing  # sets Django up

from samsvar.core.rules.campaigns import Wanted  # isort: skip
from samsvar.core.rules.dates import oslo_day
from samsvar.platform.organisation.models import OrgUnit
from samsvar.registers.suppliers.models import Contract, Supplier
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact, Picked
from samsvar.subjects.due_diligence.services import questionnaires
from samsvar.subjects.due_diligence.services.campaigns import campaigns, recipients, sending
from tests.platform.delivery.queueing import BY

_plain = killing.act


def begin(count: int) -> None:
    """An enterprise with so many suppliers, all asked."""
    at = datetime.now(UTC)
    stamps = {"created_at": at, "updated_at": at}
    named = {"name_nb": "Demodata", "kind": "sf", "number": "1", "path": "a", "path_end": "b", "orgnr": "312345676"}
    owner = OrgUnit(**named, valid_from=oslo_day(at), **stamps)
    owner.save()
    OrgUnit.objects.filter(pk=owner.pk).update(enterprise=owner)
    owner = OrgUnit.objects.get(pk=owner.pk)
    names = [f"Demodata {number} AS" for number in range(count)]
    rows = [Supplier(enterprise=owner, name=name, name_folded=name.casefold(), **stamps) for name in names]
    more = {"kind": "goods", "ownership": "own", "unit": owner, "search_text": ""}
    suppliers = Supplier.objects.bulk_create(rows)
    contracts = Contract.objects.bulk_create(
        Contract(enterprise=owner, supplier=row, number=f"A-{row.pk}", title=row.name, **more, **stamps)
        for row in suppliers
    )
    who = {"by": BY, "at": at}
    (version,) = questionnaires.adopt_shipped(enterprise=owner, codes=["wages"], **who)
    days = {"opens_on": oslo_day(at), "due_on": oslo_day(at) + timedelta(days=14), "reminders": []}
    fields = {"title": "Alle", "letter": {"nb": "Vi spør."}, **days}
    nobody = Wanted(countries=frozenset({"XXX"}))
    made = campaigns.create_campaign(unit=owner, version=version, wanted=nobody, fields=fields, **who)
    everybody = [
        Picked(row, (contract,), Contact("", f"m{number}@example.org"))
        for number, (row, contract) in enumerate(zip(suppliers, contracts, strict=True))
    ]
    recipients.put_in(campaign=made, suppliers=everybody, **who)
    sending.begin_campaign(campaign=made, **who)


def act(words: list[str]) -> None:
    if words[0] == "campaign":
        begin(int(words[1]))
    else:
        _plain(words)


if __name__ == "__main__":
    killing.act = act
    killing.main()
