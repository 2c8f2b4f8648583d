"""The cast stands as its picture says."""

from samsvar.platform.organisation.models import OrgUnit


def test_the_cast_has_two_enterprises_beside_a_region_with_two_trusts(cast):
    assert cast.units["liksom"].parent == cast.units["region"]
    assert cast.enterprise.enterprise == cast.enterprise
    assert cast.units["vakt"].enterprise == cast.enterprise
    assert set(OrgUnit.objects.under(cast.units["divisjon1"]).values_list("key", flat=True)) == {
        "divisjon1",
        "nett",
        "vakt",
        "kjop",
    }


def test_per_holds_no_role(cast):
    assert cast.viewer("per").grants == ()
    assert cast.viewer("kari").grants
