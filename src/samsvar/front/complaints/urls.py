from django.urls import path

from samsvar.front.complaints import views

app_name = "complaint_impacts"
urlpatterns = [path("<slug:key>/konsekvens", views.impact, name="impact")]
