"""What rooms above show on a supplier's page: told by them, since this floor does not know them."""

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.sections import Sections
from samsvar.registers.suppliers.models import Supplier

_SECTIONS: Sections[Viewer, Supplier] = Sections()
register_section, sections_of = _SECTIONS.register, _SECTIONS.of
