from django.urls import path, re_path

from samsvar.front.public.views import answers, complaints, requests, site, statements, sustainability

app_name = "public"
urlpatterns = [
    path("<slug:orgnr>", site.home, name="statements"),
    path("<slug:orgnr>/tall", site.numbers, name="numbers"),
    path("<slug:orgnr>/leverandorkrav", site.supplier_code, name="supplier_code"),
    path("<slug:orgnr>/barekraft", sustainability.sustainability, name="sustainability"),
    path("<slug:orgnr>/klage", complaints.complain, name="complain"),
    path("<slug:orgnr>/klage/om", site.about_complaints, name="about_complaints"),
    path("<slug:orgnr>/klage/kvittering/<str:held>", complaints.complaint_receipt, name="complaint_receipt"),
    path("<slug:orgnr>/klage/folg", complaints.follow_complaint, name="follow_complaint"),
    path("<slug:orgnr>/klage/sak/<slug:secret>", complaints.complaint_link, name="complaint_link"),
    path("<slug:orgnr>/min-klage/<slug:place>/", complaints.complaint, name="complaint"),
    path("<slug:orgnr>/min-klage/<slug:place>/trekk", complaints.withdraw_own_complaint, name="withdraw_complaint"),
    path("<slug:orgnr>/min-klage/<slug:place>/fil/<slug:key>", complaints.complaint_file, name="complaint_file"),
    path("<slug:orgnr>/spor", requests.ask, name="ask"),
    path("<slug:orgnr>/spor/om", requests.about, name="about_right"),
    path("<slug:orgnr>/spor/kvittering/<str:held>", requests.receipt, name="receipt"),
    path("<slug:orgnr>/spor/folg", requests.follow, name="follow"),
    path("<slug:orgnr>/krav/<slug:secret>", requests.case_link, name="case_link"),
    path("<slug:orgnr>/mitt-krav/<slug:place>/", requests.case, name="case"),
    path("<slug:orgnr>/mitt-krav/<slug:place>/trekk", requests.withdraw, name="withdraw"),
    path("<slug:orgnr>/svar", answers.answers, name="answers"),
    path("<slug:orgnr>/svar/<slug:key>", answers.answer, name="answer"),
    path("<slug:orgnr>/<int:year>", statements.statement, name="statement"),
    path("<slug:orgnr>/<int:year>/<int:edition>", statements.statement, name="edition"),
    re_path(
        r"^(?P<orgnr>[0-9]{9})/(?P<year>[0-9]{4})\.(?P<form>html|pdf|docx|json)$",
        statements.statement_file,
        name="file",
    ),
    re_path(
        r"^(?P<orgnr>[0-9]{9})/(?P<year>[0-9]{4})/(?P<edition>[0-9]{1,3})\.(?P<form>html|pdf|docx|json)$",
        statements.statement_file,
        name="edition_file",
    ),
    re_path(r"^(?P<rest>[0-9]{9}(?:/[a-z0-9-]+){0,3})/$", statements.without_slash, name="without_slash"),
]
