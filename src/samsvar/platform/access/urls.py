"""Confirming who one is, and the demo's sign-in."""

from django.urls import path

from samsvar.platform.access import views

app_name = "access"
urlpatterns = [
    path("konto/bekreft/", views.confirm, name="confirm"),
    path("demo/sign-in", views.demo_sign_in, name="demo_sign_in"),
]
