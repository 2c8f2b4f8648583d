from django.urls import path, re_path

from samsvar.front.public import views

app_name = "public"
urlpatterns = [
    path("<slug:orgnr>", views.statements, name="statements"),
    path("<slug:orgnr>/<int:year>", views.statement, name="statement"),
    path("<slug:orgnr>/<int:year>/<int:edition>", views.statement, name="edition"),
    re_path(
        r"^(?P<orgnr>[0-9]{9})/(?P<year>[0-9]{4})\.(?P<form>html|pdf|docx|json)$", views.statement_file, name="file"
    ),
    re_path(
        r"^(?P<orgnr>[0-9]{9})/(?P<year>[0-9]{4})/(?P<edition>[0-9]{1,3})\.(?P<form>html|pdf|docx|json)$",
        views.statement_file,
        name="edition_file",
    ),
]
