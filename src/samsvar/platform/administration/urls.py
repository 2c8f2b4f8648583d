"""Setup: units, people and roles, what the enterprise says of itself, tokens and the trail."""

from django.urls import URLPattern

app_name = "administration"
urlpatterns: list[URLPattern] = []
