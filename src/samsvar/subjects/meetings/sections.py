"""What rooms above show on a body's page: told by them, since this floor does not know them."""

from samsvar.platform.access.viewer import Viewer
from samsvar.platform.organisation.models import Body
from samsvar.platform.ui.sections import Sections

_SECTIONS: Sections[Viewer, Body] = Sections()
register_section, sections_of = _SECTIONS.register, _SECTIONS.of
