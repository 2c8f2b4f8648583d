"""Where one-time links lead."""

from django.urls import path

from samsvar.platform.links import views

app_name = "links"
urlpatterns = [
    path("lenke/<str:secret>", views.receive, name="receive"),
    path("lenke", views.open_link, name="open"),
]
