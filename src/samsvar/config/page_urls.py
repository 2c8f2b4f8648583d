"""The addresses of pages: every address but those of the API.

Apart, so that a command that prints the address of a page need not make the API first, which takes longer than all the
rest. Each stands in the permission table (`tests/pages/`), or the build fails.
"""

from django.urls import include, path

urlpatterns = [
    path("", include("samsvar.platform.ui.urls")),
    path("konto/", include("samsvar.platform.access.account_urls")),
    path("", include("samsvar.platform.access.urls")),
    path("", include("samsvar.platform.links.urls")),
    path("oppsett/", include("samsvar.platform.administration.urls")),
    path("", include("samsvar.registers.catalogues.urls")),
    path("vedlegg/", include("samsvar.platform.evidence.urls")),
    path("innlesing/", include("samsvar.platform.imports.urls")),
    path("", include("samsvar.registers.suppliers.urls")),
    path("", include("samsvar.subjects.due_diligence.urls")),
    path("innsyn/", include("samsvar.subjects.information_requests.urls")),
    path("redegjorelser/", include("samsvar.front.reporting.urls")),
    path("apenhet/", include("samsvar.front.public.urls")),
    path("", include("samsvar.front.home.urls")),
]
