"""Every address: the pages' and the API's."""

from django.urls import include, path

from samsvar.config import page_urls

handler400 = "samsvar.platform.ui.views.bad_request"
handler403 = "samsvar.platform.ui.views.forbidden"
handler404 = "samsvar.platform.ui.views.not_found"
handler500 = "samsvar.platform.ui.middleware.server_fault"

urlpatterns = [*page_urls.urlpatterns, path("api/v1/", include("samsvar.front.api.urls"))]
