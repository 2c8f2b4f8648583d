from django.urls import path

from samsvar.front.requests import views

app_name = "requests"
urlpatterns = [path("<slug:key>/poster", views.records, name="records")]
