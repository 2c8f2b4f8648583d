"""What rooms beside this one show on a contract's page: told by them, since subjects do not know each other."""

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.ui.sections import Sections
from samsvar.registers.suppliers.models import Contract

_SECTIONS: Sections[Viewer, Contract] = Sections()
register_section, sections_of = _SECTIONS.register, _SECTIONS.of
