"""Every address. Each stands in the permission table (`tests/pages/`), or the build fails."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("allauth.urls")),
]
