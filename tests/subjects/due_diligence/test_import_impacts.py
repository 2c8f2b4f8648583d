import io

import pytest

from samsvar.core.readers.impacts import read_impacts
from samsvar.platform.audit.models import Event
from samsvar.registers.catalogues.selectors import risk_catalogues
from samsvar.registers.suppliers.lookups import register_lookups
from samsvar.subjects.due_diligence.models import AdverseImpact, ImpactLink
from samsvar.subjects.due_diligence.services.impacts.importing import import_impacts
from tests.cast import NOW
from tests.subjects.due_diligence.chain import make_contract, make_supplier

pytestmark = pytest.mark.django_db
HEAD = "ID;Avtalenummer;Leverandør;Tittel;Faktisk/mulig;Påstått/bekreftet/avkreftet;Risikotyper;Land;Alvor;Omfang;"
HEAD += "Gjenopprettelighet;Sannsynlighet;Rolle;Kjent;Kilde;Kobling;Lukket\n"
FIRST = "F-1;K-1;;Tvungen overtid;faktisk;påstått;tvangsarbeid, overtid;Kina;4;3;5;4;"
FIRST += "knyttet til;01.02.2025;Avis;sannsynlig;\n"
SECOND = "F-2;;Påfunn Renhold AS;Lav lønn;mulig;bekreftet;lønn;ukjent;2;2;;3;;;;;\n"


@pytest.fixture
def register(cast, editions):
    make_contract(cast.enterprise)
    make_contract(cast.enterprise, "K-2")
    make_supplier(cast.enterprise, "Påfunn Renhold AS", orgnr="312345676")
    return cast.enterprise


def read_in(cast, text, **more):
    lookups = register_lookups(cast.enterprise, risk_catalogues())
    found = read_impacts(io.BytesIO((HEAD + text).encode()), "funn.csv", lookups)
    assert not found.errors
    by = {"by": cast.actor("kari"), "at": NOW}
    return import_impacts(enterprise=cast.enterprise, rows=found.rows, fields=found.fields, **by, **more)


def counts(outcome):
    return outcome.created, outcome.changed, outcome.unchanged


def test_impacts_are_read_in_with_severity_ties_and_catalogue_codes(cast, register):
    assert counts(read_in(cast, FIRST + SECOND)) == (2, 0, 0)
    first, second = AdverseImpact.objects.order_by("number")
    assert (first.severity, first.risk_kinds, first.countries) == (5, ";forced_labour;working_hours;", ";CHN;")
    assert (second.severity, second.risk_kinds, second.countries) == (2, ";wages;", ";?;")
    assert first.links.get().certainty == "likely"
    assert first.links.get().contract.number == "K-1"
    assert second.links.get().supplier.name == "Påfunn Renhold AS"
    assert second.links.get().certainty == "unknown"
    event = Event.objects.get(kind="impacts_imported")
    assert (event.kind, event.about["created"], event.rows.count()) == ("impacts_imported", 2, 4)


def test_the_same_file_twice_changes_nothing(cast, register):
    read_in(cast, FIRST + SECOND)
    assert counts(read_in(cast, FIRST + SECOND)) == (0, 0, 2)
    assert Event.objects.filter(kind="impacts_imported").count() == 1
    assert ImpactLink.objects.count() == 2


def test_a_dry_run_tells_and_keeps_nothing(cast, register):
    assert counts(read_in(cast, FIRST, dry_run=True)) == (1, 0, 0)
    assert not AdverseImpact.objects.exists()
    assert not Event.objects.filter(kind="impacts_imported").exists()


def test_a_changed_row_changes_its_impact_alone(cast, register):
    read_in(cast, FIRST + SECOND)
    closed = SECOND.replace(";;;;;\n", ";;;;;03.03.2025\n")
    assert counts(read_in(cast, FIRST.replace("påstått", "bekreftet") + closed)) == (0, 2, 0)
    first, second = AdverseImpact.objects.order_by("number")
    assert (first.verification, first.status, first.version) == ("confirmed", "open", 2)
    assert second.status == "closed"
    assert str(second.closed_on) == "2025-03-03"
    assert counts(read_in(cast, SECOND)) == (0, 1, 0)
    assert AdverseImpact.objects.get(number="F-2").status == "open"


def test_a_tie_follows_the_file_unless_somebody_has_reasoned_for_it(cast, register):
    read_in(cast, FIRST)
    assert counts(read_in(cast, FIRST.replace("K-1", "K-2"))) == (0, 1, 0)
    assert [link.contract.number for link in ImpactLink.objects.all()] == ["K-2"]
    ImpactLink.objects.update(reason="Rapporten nevner avtalen")
    read_in(cast, FIRST)
    assert {link.contract.number for link in ImpactLink.objects.all()} == {"K-1", "K-2"}


@pytest.mark.parametrize(
    ("row", "code"),
    [(FIRST.replace("K-1", "K-9"), "unknown_contract"), (SECOND.replace("Påfunn", "Ukjent"), "unknown_supplier")],
)
def test_what_is_not_registered_is_an_error_and_nothing_is_kept(cast, register, row, code):
    lookups = register_lookups(cast.enterprise, risk_catalogues())
    found = read_impacts(io.BytesIO((HEAD + row).encode()), "funn.csv", lookups)
    assert [error.code for error in found.errors] == [code]
    unchecked = read_impacts(io.BytesIO((HEAD + FIRST.replace("F-1", "F-0") + row).encode()), "f.csv", _blind(lookups))
    outcome = import_impacts(enterprise=cast.enterprise, rows=unchecked.rows, by=cast.actor("kari"), at=NOW)
    assert [error.code for error in outcome.errors] == [code]
    assert not AdverseImpact.objects.exists()


def test_two_suppliers_of_one_name_must_be_told_apart(cast, register):
    make_supplier(cast.enterprise, "Påfunn Renhold AS", orgnr="987654325")
    assert [error.code for error in read_in(cast, SECOND).errors] == ["ambiguous_supplier"]
    assert counts(read_in(cast, SECOND.replace("Påfunn Renhold AS", "312 345 676"))) == (1, 0, 0)


def _blind(lookups):
    return type(lookups)(lookups.match_country, lookups.match_cpv, lookups.match_high_risk_category)
