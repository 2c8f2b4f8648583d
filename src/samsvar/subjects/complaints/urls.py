from django.urls import path

from samsvar.subjects.complaints.views import complaints, handling, mechanism

app_name = "complaints"
urlpatterns = [
    path("", complaints.complaints, name="complaints"),
    path("ny", complaints.new, name="new"),
    path("ordningen", mechanism.mechanism, name="mechanism"),
    path("ordningen/frister", mechanism.promise, name="promise"),
    path("ordningen/<int:year>/<slug:code>", mechanism.criterion, name="criterion"),
    path("<slug:key>", complaints.complaint, name="complaint"),
    path("<slug:key>/ta", handling.take, name="take"),
    path("<slug:key>/fil/<slug:file>", complaints.file, name="file"),
    path("<slug:key>/<slug:word>", handling.act, name="act"),
]
