from django.urls import path

from samsvar.subjects.openness import views

app_name = "openness"
urlpatterns = [
    path("", views.texts, name="texts"),
    path("<slug:kind>", views.text, name="text"),
    path("<slug:kind>/publiser", views.publish, name="publish"),
    path("<slug:kind>/fjern", views.take_down, name="take_down"),
]
