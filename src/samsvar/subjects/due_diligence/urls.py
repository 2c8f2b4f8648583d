"""The addresses of due diligence: one list per noun."""

from django.urls import URLPattern, path, re_path

from samsvar.subjects.due_diligence.views import (
    actions,
    areas,
    contracts,
    editions,
    methods,
    risk_picture,
    screening,
    workforce,
)
from samsvar.subjects.due_diligence.views.answering import colleagues, opening, sections
from samsvar.subjects.due_diligence.views.answering import pages as answering
from samsvar.subjects.due_diligence.views.campaigns import answers as assessed_answers
from samsvar.subjects.due_diligence.views.campaigns import campaigns
from samsvar.subjects.due_diligence.views.campaigns import recipients as campaign_recipients
from samsvar.subjects.due_diligence.views.checks import acts as check_acts
from samsvar.subjects.due_diligence.views.checks import checks, inquiries
from samsvar.subjects.due_diligence.views.checks import parts as check_parts
from samsvar.subjects.due_diligence.views.impacts import cases as impact_cases
from samsvar.subjects.due_diligence.views.impacts import impacts, owner_page
from samsvar.subjects.due_diligence.views.impacts import links as impact_links
from samsvar.subjects.due_diligence.views.impacts import together as impact_together
from samsvar.subjects.due_diligence.views.questionnaires import builder as question_builder
from samsvar.subjects.due_diligence.views.questionnaires import questionnaires

app_name = "due_diligence"

CONTRACTS: list[URLPattern] = [
    path("avtaler/", contracts.contracts, name="contracts"),
    path("avtaler/vurder/", contracts.assess, name="assess"),
    path("avtaler/<slug:key>/", contracts.contract, name="contract"),
    path("avtaler/<slug:key>/utregning.json", contracts.calculation, name="calculation"),
]

RISK: list[URLPattern] = [
    path("risiko/", risk_picture.risk_picture, name="risk_picture"),
    path("risiko/land/", risk_picture.countries, name="risk_countries"),
    path("risiko/endret/<slug:source>/", editions.moved, name="moved"),
]

METHODS: list[URLPattern] = [
    path("risiko/metode/", methods.methods, name="methods"),
    path("risiko/metode/ny/", methods.new, name="method_new"),
    path("risiko/metode/<slug:key>/", methods.method, name="method"),
    path("risiko/metode/<slug:key>/bruk/", methods.use, name="method_use"),
]

IMPACTS: list[URLPattern] = [
    path("konsekvenser/", impacts.impacts, name="impacts"),
    path("konsekvenser/bilde/", impacts.picture, name="impact_picture"),
    path("konsekvenser/ny/", impacts.new, name="impact_new"),
    path("konsekvenser/<slug:key>/", impacts.impact, name="impact"),
    path("konsekvenser/<slug:key>/endre/", impacts.edit, name="impact_edit"),
    path("konsekvenser/<slug:key>/notat/", impact_cases.note, name="impact_note"),
    path("konsekvenser/<slug:key>/vurdering/", impact_cases.judge, name="impact_judge"),
    path("konsekvenser/<slug:key>/trinn/", impact_cases.step, name="impact_step"),
    path("konsekvenser/<slug:key>/kobling/", impact_links.link_new, name="impact_link_new"),
    path("konsekvenser/<slug:key>/kobling/<slug:link>/", impact_links.link_edit, name="impact_link_edit"),
    path("konsekvenser/<slug:key>/kobling/<slug:link>/fjern/", impact_links.link_remove, name="impact_link_remove"),
    path("konsekvenser/<slug:key>/gjenoppretting/", impact_cases.remediation, name="impact_remedy"),
    path("konsekvenser/<slug:key>/gjenoppretting/<slug:line>/", impact_cases.remediation, name="impact_remedy_line"),
    path("konsekvenser/<slug:key>/deling/", impact_cases.share, name="impact_share"),
    path("konsekvenser/<slug:key>/deling/svar/", impact_cases.share_answer, name="impact_share_answer"),
    path("konsekvenser/<slug:key>/deling/<slug:share>/avslutt/", impact_cases.share_end, name="impact_share_end"),
    path("konsekvenser/<slug:key>/deling/<slug:share>/led/", impact_together.lead, name="impact_lead"),
    path("konsekvenser/<slug:key>/dialog/", impact_together.say, name="impact_say"),
    path("konsekvenser/<slug:key>/eier/<slug:partner>/", impact_together.ask_owner, name="impact_ask_owner"),
    path("konsekvenser/<slug:key>/spurt/<slug:letter>/igjen/", impact_together.owner_again, name="owner_again"),
    path("konsekvenser/<slug:key>/spurt/<slug:letter>/trekk/", impact_together.owner_withdraw, name="owner_withdraw"),
    path("konsekvenser/<slug:key>/avvikling/", impact_together.leave, name="impact_leave"),
    path("konsekvenser/<slug:key>/lukk/", impact_cases.close, name="impact_close"),
    path("konsekvenser/<slug:key>/gjenapne/", impact_cases.reopen, name="impact_reopen"),
]

#: For owners of agreements outside, by a link and without an account.
OWNERS: list[URLPattern] = [
    path("eier/<slug:secret>", owner_page.owner_link, name="owner_link"),
    path("eier/sporsmal/<slug:place>/", owner_page.owner_page, name="owner_page"),
]

ACTIONS: list[URLPattern] = [
    path("tiltak/", actions.actions, name="actions"),
    path("tiltak/ny/", actions.new, name="action_new"),
    path("tiltak/<slug:key>/", actions.action, name="action"),
    path("tiltak/<slug:key>/endre/", actions.edit, name="action_edit"),
    path("tiltak/<slug:key>/start/", actions.start, name="action_start"),
    path("tiltak/<slug:key>/resultat/", actions.result, name="action_result"),
    path("tiltak/<slug:key>/ferdig/", actions.complete, name="action_complete"),
    path("tiltak/<slug:key>/avbryt/", actions.cancel, name="action_cancel"),
    path("tiltak/<slug:key>/gjenoppta/", actions.reopen, name="action_reopen"),
    path("tiltak/<slug:key>/viderefor/", actions.carry_on, name="action_continue"),
]

AREAS: list[URLPattern] = [
    path("risikoomrader/", areas.areas, name="risk_areas"),
    path("risikoomrader/ny/", areas.new, name="risk_area_new"),
    path("risikoomrader/kopier/", areas.copy, name="risk_areas_copy"),
    path("risikoomrader/<slug:key>/", areas.area, name="risk_area"),
    path("risikoomrader/<slug:key>/endre/", areas.edit, name="risk_area_edit"),
    path("risikoomrader/<slug:key>/flytt/", areas.move, name="risk_area_move"),
    path("risikoomrader/<slug:key>/avtaler/", areas.contracts, name="risk_area_contracts"),
    path("risikoomrader/<slug:key>/avtaler/<slug:link>/", areas.contract_remove, name="risk_area_contract_remove"),
    path("risikoomrader/<slug:key>/sarbarhet/", areas.vulnerability, name="risk_area_vulnerability"),
    path("risikoomrader/<slug:key>/sarbarhet/<slug:trait>/", areas.vulnerability_remove, name="risk_area_trait_remove"),
]

SCREENING: list[URLPattern] = [
    path("screening/", screening.hits, name="screening"),
    path("screening/<slug:key>/", screening.hit, name="screening_hit"),
]

WORKFORCE: list[URLPattern] = [
    path("egen-arbeidsstyrke/", workforce.workforce, name="workforce"),
    path("egen-arbeidsstyrke/endre/", workforce.edit, name="workforce_edit"),
    path("egen-arbeidsstyrke/stillinger/", workforce.positions, name="positions_new"),
    path("egen-arbeidsstyrke/stillinger/<slug:key>/", workforce.positions, name="positions"),
    path("egen-arbeidsstyrke/stillinger/<slug:key>/fjern/", workforce.positions_remove, name="positions_remove"),
    path("egen-arbeidsstyrke/saker/", workforce.treatment, name="treatment_new"),
    path("egen-arbeidsstyrke/saker/<slug:key>/", workforce.treatment, name="treatment"),
    path("egen-arbeidsstyrke/saker/<slug:key>/dokumentert/", workforce.treatment_document, name="treatment_document"),
]

CHECKS: list[URLPattern] = [
    path("kontroller/", checks.checks, name="checks"),
    path("kontroller/plikt/", checks.duties, name="check_duties"),
    path("kontroller/forslag/", checks.propose, name="checks_propose"),
    path("kontroller/funn/", check_parts.findings, name="check_findings"),
    path("kontroller/ny/", checks.new, name="check_new"),
    path("kontroller/<slug:key>/", checks.check, name="check"),
    path("kontroller/<slug:key>/endre/", checks.edit, name="check_edit"),
    path("kontroller/<slug:key>/sporsmal/", check_acts.ask, name="check_ask"),
    path("kontroller/<slug:key>/mottatt/", check_acts.receive, name="check_receive"),
    path("kontroller/<slug:key>/bedom/", check_acts.judge, name="check_judge"),
    path("kontroller/<slug:key>/avlys/", check_acts.cancel, name="check_cancel"),
    path("kontroller/<slug:key>/lonn/", check_parts.wages, name="check_wages"),
    path("kontroller/<slug:key>/lonn/<slug:part>/fjern/", check_parts.wage_remove, name="check_wage_remove"),
    path("kontroller/<slug:key>/kort/", check_acts.card, name="check_card"),
    path("kontroller/<slug:key>/kort/<slug:part>/fjern/", check_parts.card_remove, name="check_card_remove"),
    path("kontroller/<slug:key>/belegg/", check_acts.evidence, name="check_evidence"),
    path("kontroller/<slug:key>/belegg/<slug:part>/fjern/", check_parts.evidence_remove, name="check_evidence_remove"),
    path("kontroller/<slug:key>/funn/", check_acts.finding_new, name="finding_new"),
    path("kontroller/<slug:key>/funn/<slug:part>/", check_parts.finding_edit, name="finding_edit"),
    path("kontroller/<slug:key>/funn/<slug:part>/lukk/", check_parts.finding_close, name="finding_close"),
    path("kontroller/<slug:key>/funn/<slug:part>/gjenapne/", check_parts.finding_reopen, name="finding_reopen"),
    path("kontroller/<slug:key>/funn/<slug:part>/konsekvens/", check_parts.finding_impact, name="finding_impact"),
    path("kontroller/<slug:key>/funn/<slug:part>/tiltak/", check_parts.finding_action, name="finding_action"),
]

INQUIRIES: list[URLPattern] = [
    path("henvendelser/", inquiries.inquiries, name="inquiries"),
    path("henvendelser/ny/", inquiries.new, name="inquiry_new"),
    path("henvendelser/<slug:key>/", inquiries.inquiry, name="inquiry"),
    path("henvendelser/<slug:key>/spurt/", inquiries.ask, name="inquiry_ask"),
    path("henvendelser/<slug:key>/<slug:part>/brev/", inquiries.letter, name="inquiry_letter"),
    path("henvendelser/<slug:key>/<slug:part>/svar/", inquiries.answer, name="inquiry_answer"),
]

CAMPAIGNS: list[URLPattern] = [
    path("kampanjer/", campaigns.campaigns, name="campaigns"),
    path("kampanjer/ny/", campaigns.new, name="campaign_new"),
    path("kampanjer/<slug:key>/", campaigns.campaign, name="campaign"),
    path("kampanjer/<slug:key>/endre/", campaigns.edit, name="campaign_edit"),
    path("kampanjer/<slug:key>/brev/", campaigns.letters, name="campaign_letter"),
    path("kampanjer/<slug:key>/adresser/", campaign_recipients.contacts, name="campaign_contacts"),
    path("kampanjer/<slug:key>/ta-med/", campaign_recipients.add, name="campaign_add"),
    path("kampanjer/<slug:key>/mottakere/<slug:part>/", campaign_recipients.recipient, name="campaign_recipient"),
    path("kampanjer/<slug:key>/gjor/<slug:act>/", campaigns.ask, name="campaign_ask"),
]

ASSESSING: list[URLPattern] = [
    path("kampanjer/svar/", assessed_answers.answers, name="assess_answers"),
    path("kampanjer/svar/<slug:key>/", assessed_answers.answer, name="assess_answer"),
    path("kampanjer/svar/<slug:key>/konklusjon/", assessed_answers.conclude, name="conclude_answer"),
]

QUESTIONNAIRES: list[URLPattern] = [
    path("sporreskjema/", questionnaires.questionnaires, name="questionnaires"),
    path("sporreskjema/nytt/", questionnaires.new, name="questionnaire_new"),
    path("sporreskjema/ta-i-bruk/", questionnaires.adopt, name="questionnaires_adopt"),
    path("sporreskjema/<slug:key>/", questionnaires.questionnaire, name="questionnaire"),
    path("sporreskjema/<slug:key>/forhandsvisning/", questionnaires.preview, name="questionnaire_preview"),
    path("sporreskjema/<slug:key>/forskjeller/", questionnaires.differences, name="questionnaire_differences"),
    path("sporreskjema/<slug:key>/ny-versjon/", questionnaires.begin, name="questionnaire_begin"),
    path("sporreskjema/<slug:key>/publiser/", questionnaires.publish, name="questionnaire_publish"),
    path("sporreskjema/<slug:key>/trekk/", questionnaires.withdraw, name="questionnaire_withdraw"),
    path("sporreskjema/<slug:key>/forkast/", questionnaires.discard, name="questionnaire_discard"),
    path("sporreskjema/<slug:key>/bygg/", question_builder.build, name="questionnaire_build"),
    path("sporreskjema/<slug:key>/bygg/om/", question_builder.about, name="questionnaire_about"),
    path("sporreskjema/<slug:key>/bygg/flytt/", question_builder.move, name="question_move"),
    path("sporreskjema/<slug:key>/bygg/fjern/", question_builder.remove, name="question_remove"),
    path("sporreskjema/<slug:key>/bygg/del/", question_builder.section_new, name="question_section_new"),
    path("sporreskjema/<slug:key>/bygg/del/<slug:section>/", question_builder.section_edit, name="question_section"),
    path("sporreskjema/<slug:key>/bygg/del/<slug:section>/nytt/", question_builder.question_new, name="question_new"),
    path("sporreskjema/<slug:key>/bygg/<slug:question>/", question_builder.question_edit, name="question_edit"),
    path("sporreskjema/<slug:key>/bygg/<slug:question>/krav/", question_builder.gap, name="question_gap_new"),
    path("sporreskjema/<slug:key>/bygg/<slug:question>/krav/<int:number>/", question_builder.gap, name="question_gap"),
]

ANSWERING: list[URLPattern] = [
    path("svar/<str:secret>", opening.answer_link, name="answer_link"),
    path("svar/side/<slug:place>/", answering.overview, name="answer"),
    path("svar/side/<slug:place>/del/<slug:section>/", sections.section, name="answer_section"),
    path("svar/side/<slug:place>/tabell/<slug:question>/", sections.table, name="answer_table"),
    path("svar/side/<slug:place>/send/", answering.check, name="answer_check"),
    path("svar/side/<slug:place>/kollega/", colleagues.colleagues, name="answer_colleagues"),
    path("svar/side/<slug:place>/kollega/<slug:key>/avslutt/", colleagues.end, name="answer_colleague_end"),
    path("svar/side/<slug:place>/fil/<slug:key>", answering.file, name="answer_file"),
    re_path(r"^svar/side/(?P<place>[-\w]+)/kopi\.(?P<form>html|pdf|json)$", answering.copy, name="answer_copy"),
]

urlpatterns = [
    *(*CONTRACTS, *RISK, *METHODS, *IMPACTS, *OWNERS, *ACTIONS, *AREAS, *SCREENING),
    *(*ASSESSING, *CAMPAIGNS, *QUESTIONNAIRES, *WORKFORCE, *CHECKS, *INQUIRIES, *ANSWERING),
]
