"""Where files are."""

from django.urls import path

from samsvar.platform.evidence import views

app_name = "evidence"
urlpatterns = [
    path("til/<slug:kind>/<str:key>", views.add, name="add"),
    path("<str:key>", views.read, name="file"),
    path("<str:key>/fjern", views.remove, name="remove"),
]
