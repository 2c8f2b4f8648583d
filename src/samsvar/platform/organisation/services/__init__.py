"""Changes to the tree, people, posts, bodies, sites and figures. Each is one transaction that ends with its event."""

from samsvar.platform.organisation.services.enterprise import (
    add_member,
    create_body,
    edit_body,
    end_member,
    end_post,
    fill_post,
    save_profile,
    save_site,
    set_key_figure,
)
from samsvar.platform.organisation.services.imports import Outcome, import_org_units
from samsvar.platform.organisation.services.people import create_person, edit_person, set_active, take_in_person
from samsvar.platform.organisation.services.units import create_unit, edit_unit, end_unit, merge_unit, move_unit
from samsvar.platform.organisation.services.writing import Hindered, NotAllowed, Refused, StaleVersion, enterprise_key

__all__ = [
    "Hindered",
    "NotAllowed",
    "Outcome",
    "Refused",
    "StaleVersion",
    "add_member",
    "create_body",
    "create_person",
    "create_unit",
    "edit_body",
    "edit_person",
    "edit_unit",
    "end_member",
    "end_post",
    "end_unit",
    "enterprise_key",
    "fill_post",
    "import_org_units",
    "merge_unit",
    "move_unit",
    "save_profile",
    "save_site",
    "set_active",
    "set_key_figure",
    "take_in_person",
]
