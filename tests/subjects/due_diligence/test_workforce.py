from datetime import date

import pytest
from django.urls import reverse

from samsvar.core.rules.due_diligence import treatment_flags
from samsvar.platform.organisation.services import NotAllowed, StaleVersion
from samsvar.subjects.due_diligence.models import DifferentialTreatment, OwnWorkforceYear, PositionGroup
from samsvar.subjects.due_diligence.selectors.workforce import workforce_of
from samsvar.subjects.due_diligence.services import workforce as services
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
TEXTS = {"objective_purpose": "Sikkerhet", "necessary": "Ja", "proportionate": "Ja"}


@pytest.fixture
def who(cast):
    return {"by": cast.actor("hr"), "at": NOW, "enterprise": cast.enterprise}


@pytest.mark.requirement("R001-22", "R001-23", "R001-24", "R001-27")
def test_the_year_holds_rating_breaches_and_equality_and_unknown_stays_unknown(who):
    with pytest.raises(NotAllowed) as refused:
        services.save_year(year=2024, fields={"risk_level": 1}, **who)
    assert refused.value.code == "level_without_reason"
    fields = {
        "risk_level": 1,
        "risk_reason": "Norske lønns- og arbeidsvilkår",
        "working_time_breaches": 12,
        "breach_seriousness": "minor",
        "breaches_followed_up": 12,
        "equality_statement_link": "https://example.org/likestilling",
        "requirements_of_law": "Arbeidsmiljøloven § 10-6: overtidsliste",
    }
    services.save_year(year=2024, fields=fields, **who)
    kept = OwnWorkforceYear.objects.get()
    assert (kept.working_time_breaches, kept.breach_seriousness, kept.whistleblowing_cases) == (12, "minor", None)
    with pytest.raises(NotAllowed) as refused:
        services.save_year(year=2024, fields={"breaches_followed_up": 13}, **who)
    assert refused.value.code == "part_over_whole"


def test_two_tabs_opened_before_the_year_had_a_record_lose_nothing(cast, client, signed_in):
    signed_in(client, cast.hr)
    address = f"{reverse('due_diligence:workforce_edit')}?year=2024"
    assert client.post(address, {"version": "", "measures": "Opplæring"}).status_code == 302
    second = client.post(address, {"version": "", "measures": "Kursing"})
    assert second.status_code == 409
    assert all(words in second.content.decode() for words in ("Opplæring", "Kursing"))
    assert OwnWorkforceYear.objects.get().measures == "Opplæring"


def test_two_editors_of_a_year_never_overwrite_each_other_unseen(who):
    services.save_year(year=2024, fields={"measures": "Opplæring"}, **who)
    services.save_year(year=2024, fields={"measures": "Deres"}, version=1, **who)
    with pytest.raises(StaleVersion):
        services.save_year(year=2024, fields={"measures": "Min"}, version=1, **who)
    assert OwnWorkforceYear.objects.get().measures == "Deres"


@pytest.mark.requirement("R001-30")
def test_positions_assessed_are_counted_per_group(who):
    fields = {"name": "Driftssenter", "positions": 20, "assessed": 20, "critical": 6, "interviews": 6}
    group = services.save_positions(year=2024, fields=fields, **who)
    with pytest.raises(NotAllowed):
        services.save_positions(year=2024, fields={"critical": 21}, group=group, **who)
    assert PositionGroup.objects.get().critical == 6


@pytest.mark.requirement("R001-32")
def test_a_case_is_not_documented_before_all_four_criteria_have_a_text(cast, who):
    case = services.save_treatment(fields={"position": "Vaktleder", **TEXTS}, **who)
    by = {"by": who["by"], "at": NOW, "today": TODAY}
    with pytest.raises(services.NotDocumented) as lacking:
        services.mark_documented(case=case, **by)
    assert lacking.value.reasons == ("decisive_trait",)
    services.save_treatment(fields={"decisive_trait": "Klarering"}, case=case, **who)
    services.mark_documented(case=case, **by)
    assert DifferentialTreatment.objects.get().documented_on == TODAY
    services.save_treatment(fields={"necessary": ""}, case=case, **who)
    assert DifferentialTreatment.objects.get().documented_on is None


@pytest.mark.requirement("R001-31")
def test_an_assessment_after_the_advertisement_is_flagged(who):
    days = {"assessed_on": date(2025, 3, 2), "advertised_on": date(2025, 3, 1)}
    case = services.save_treatment(fields={"position": "Vaktleder", **days}, **who)
    assert treatment_flags(services.facts_of(case)) == ("assessed_after_advertised",)


@pytest.mark.requirement("R001-29")
def test_cases_are_seen_by_named_roles_and_others_get_counts(cast, who):
    services.save_treatment(fields={"position": "Vaktleder", "advertised_on": date(2025, 3, 1)}, **who)
    for name, seen in (("hr", 1), ("kari", 0), ("nils", 0)):
        found = workforce_of(cast.viewer(name), cast.enterprise, 2025, with_cases=True)
        assert len(found.cases) == seen, name
        assert found.counts == {"cases": 1, "documented": 0, "flagged": 1}
