"""Every address. Each stands in the permission table (`tests/pages/`), or the build fails."""

from django.urls import include, path

handler400 = "samsvar.platform.ui.views.bad_request"
handler403 = "samsvar.platform.ui.views.forbidden"
handler404 = "samsvar.platform.ui.views.not_found"
handler500 = "samsvar.platform.ui.middleware.server_fault"

urlpatterns = [
    path("", include("samsvar.platform.ui.urls")),
    path("konto/", include("samsvar.platform.access.account_urls")),
    path("", include("samsvar.platform.access.urls")),
    path("", include("samsvar.platform.links.urls")),
    path("oppsett/", include("samsvar.platform.administration.urls")),
    path("", include("samsvar.registers.catalogues.urls")),
    path("innlesing/", include("samsvar.platform.imports.urls")),
    path("", include("samsvar.registers.suppliers.urls")),
    path("", include("samsvar.subjects.due_diligence.urls")),
    path("redegjorelser/", include("samsvar.front.reporting.urls")),
    path("apenhet/", include("samsvar.front.public.urls")),
    path("api/v1/", include("samsvar.front.api.urls")),
    path("", include("samsvar.front.home.urls")),
]
