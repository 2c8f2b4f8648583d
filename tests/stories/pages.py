"""Every page that a person opens, who opens it here and at which place; and every other address with its reason."""

from dataclasses import dataclass

from django.urls import reverse

from tests.stories.places import Places


@dataclass(frozen=True)
class Opened:
    """A page: the name as `reverse()` takes it, who opens it (empty: nobody signed in), and a place of `lay_places`.

    A query may name what the place holds, as `{key}`; then the address itself takes nothing. `status` is the answer;
    `language` is the page's where it is not the reader's: a statement keeps its own.
    """

    name: str
    who: str = "ingrid"
    at: str = ""
    query: str = ""
    status: int = 200
    language: str = ""

    def __str__(self) -> str:
        who = "" if self.who == "ingrid" else f" as {self.who or 'anybody'}"
        return f"{self.name}{f' ({self.at})' if self.at else ''}{self.query}{who}"

    def address(self, places: Places) -> str:
        place = places[self.at] if self.at else {}
        named = "{" in self.query
        return reverse(self.name, kwargs=None if named else place) + self.query.format(**place)


def _all(space: str, names: str, at: str = "", who: str = "ingrid") -> list[Opened]:
    return [Opened(f"{space}{name}", who, at) for name in names.split()]


PAGES: list[Opened] = [
    *_all("home:", "start deadlines search units"),
    *(Opened("home:start", who) for who in ("per", "bodil", "ada", "kari", "ola", "rolf", "reidun", "nils", "dag")),
    Opened("home:start", "hilde"),
    *(Opened("home:duties", who) for who in ("per", "dag", "solveig")),
    Opened("home:duties", "dag", query="?area=transparency_act"),
    Opened("home:search", query="?q=pc"),
    Opened("home:search", query="?q=finnesikke"),
    *_all("ui:", "shortcuts help accessibility components"),
    Opened("ui:help", ""),
    Opened("ui:accessibility", ""),
    # The chain.
    Opened("due_diligence:contracts"),
    Opened("due_diligence:contracts", "rolf", query="?view=high&sort=title"),
    Opened("due_diligence:contracts", query="?q=finnesikke"),
    *_all("due_diligence:", "contract", "contract"),
    Opened("due_diligence:contract", "rolf", "contract"),
    *_all("due_diligence:", "risk_picture risk_countries methods method_new impacts impact_picture impact_new actions"),
    Opened("due_diligence:screening"),
    Opened("due_diligence:screening_hit", at="hit"),
    *_all("due_diligence:", "risk_areas risk_area_new workforce workforce_edit positions_new"),
    Opened("due_diligence:moved", at="source"),
    *_all("due_diligence:", "method method_use", "method"),
    *_all("due_diligence:", "impact impact_edit impact_note impact_judge impact_step impact_link_new", "impact"),
    *_all("due_diligence:", "impact_remedy impact_share impact_close impact_say impact_leave", "impact"),
    Opened("due_diligence:impact_ask_owner", at="impact's owner"),
    Opened("due_diligence:owner_page", "", "no owner's place", status=404),
    *_all("due_diligence:", "impact_link_edit impact_link_remove", "link"),
    Opened("evidence:add", at="impact's files"),
    Opened("evidence:remove", at="impact's file"),
    Opened("due_diligence:impact_remedy_line", at="remedy"),
    Opened("due_diligence:impact_share_end", at="share"),
    Opened("due_diligence:impact_share_answer", at="impact shared with us"),
    Opened("due_diligence:impact", at="impact shared with us"),
    Opened("due_diligence:impact_reopen", at="closed impact"),
    Opened("due_diligence:action_new", at="impact", query="?impact={key}"),
    *_all("due_diligence:", "action action_edit action_result action_complete action_cancel", "open action"),
    *_all("due_diligence:", "action action_continue", "done action"),
    *_all("due_diligence:", "risk_area risk_area_edit risk_area_contracts risk_area_vulnerability", "area"),
    Opened("due_diligence:positions", at="group"),
    *_all("due_diligence:", "checks check_duties checks_propose check_findings check_new inquiries"),
    Opened("due_diligence:checks", query="?view=late"),
    Opened("due_diligence:check_duties", "rolf", query="?view=all"),
    Opened("due_diligence:check_new", at="contract", query="?contract={key}"),
    *_all("due_diligence:", "check check_edit check_ask check_receive check_judge check_cancel", "check"),
    *_all("due_diligence:", "check_wages check_card check_evidence finding_new", "check"),
    *_all("due_diligence:", "finding_edit finding_close", "finding"),
    Opened("due_diligence:inquiry_new", at="area", query="?area={key}"),
    Opened("due_diligence:inquiry", at="inquiry"),
    *_all("due_diligence:", "inquiry_letter inquiry_answer", "inquiry's line"),
    Opened("due_diligence:treatment_new", "hanne"),
    Opened("due_diligence:treatment", "hanne", "case"),
    # Questionnaires.
    Opened("due_diligence:campaigns"),
    Opened("due_diligence:campaign_new", at="questionnaire asked", query="?questionnaire={key}"),
    *_all("due_diligence:", "campaign campaign_edit campaign_letter campaign_contacts", "campaign"),
    Opened("due_diligence:campaign_add", at="campaign"),
    Opened("due_diligence:campaign_recipient", at="campaign's recipient"),
    Opened("due_diligence:campaign_ask", at="campaign to close"),
    *_all("due_diligence:", "questionnaires questionnaire_new"),
    *_all("due_diligence:", "questionnaire questionnaire_preview questionnaire_withdraw", "questionnaire in use"),
    Opened("due_diligence:questionnaire_preview", "rolf", "questionnaire in use", "?language=en"),
    *_all("due_diligence:", "questionnaire questionnaire_build questionnaire_about", "questionnaire draft"),
    *_all("due_diligence:", "questionnaire_publish questionnaire_discard", "questionnaire draft"),
    *_all("due_diligence:", "questionnaire_differences question_section_new", "questionnaire draft"),
    *_all("due_diligence:", "question_section question_new", "questionnaire section"),
    *_all("due_diligence:", "question_edit question_gap_new", "questionnaire question"),
    Opened("due_diligence:question_gap", at="questionnaire gap"),
    Opened("due_diligence:assess_answers", query="?view=all"),
    *_all("due_diligence:", "assess_answer conclude_answer", "answer"),
    # Goals and indicators.
    *_all("indicators:", "indicators heat changes entry periods adopt words goal_new indicator_new", who="solveig"),
    Opened("indicators:indicators"),
    Opened("indicators:indicators", "leif", query="?view=all&by=theme&p=2024"),
    Opened("indicators:indicators", "solveig", query="?by=years"),
    Opened("indicators:heat", "reidun"),
    *_all("indicators:", "goal goal_edit", "goal set", "solveig"),
    *_all("indicators:", "indicator indicator_edit target_new units", "indicator", "solveig"),
    Opened("indicators:measured", "solveig", "indicator's month"),
    Opened("indicators:decide", "solveig", "period submitted"),
    Opened("indicators:decide", "solveig", "period accepted"),
    # The annual wheel.
    *_all("wheel:", "year activities activity_new meetings calendars", who="solveig"),
    Opened("wheel:year"),
    Opened("wheel:year", "reidun"),
    Opened("wheel:year", "solveig", query="?year=2024&view=liste&phase=plan"),
    *_all("wheel:", "side_by_side adopt", who="reidun"),
    *_all("wheel:", "activity choice", "activity", "solveig"),
    Opened("wheel:activity_edit", "solveig", "own activity"),
    Opened("wheel:occurrence", "solveig", "occurrence"),
    Opened("wheel:occurrence", "leif", "occurrence done"),
    Opened("wheel:occurrence", "solveig", "occurrence of the survey"),
    *(Opened("wheel:act", "solveig", f"occurrence {word}") for word in ("rediger", "flytt", "ferdig", "avlys")),
    *_all("wheel:", "meeting_days meeting_new", "body", "solveig"),
    Opened("wheel:meeting_edit", "solveig", "meeting"),
    # Suppliers.
    *_all("suppliers:", "suppliers supplier_new duplicates codes code_new partners partner_new contract_new"),
    *_all("suppliers:", "supplier supplier_edit", "supplier"),
    Opened("suppliers:code_edit", at="code"),
    *_all("suppliers:", "partner partner_edit owner_ask", "partner"),
    Opened("suppliers:owner_inquiry", at="owner's inquiry"),
    Opened("suppliers:contract_edit", at="contract"),
    Opened("suppliers:contract_part_new", at="new vilkar"),
    Opened("suppliers:contract_part", at="term"),
    Opened("suppliers:supplier_part_new", at="new dialog"),
    Opened("suppliers:supplier_part", at="talk"),
    *(Opened("suppliers:supplier_part_new", at=f"new {word}") for word in ("medlemskap", "kjede", "sporsmal")),
    *(Opened("suppliers:contract_part_new", at=f"new {word}") for word in ("krav", "rad", "tjenester", "steder")),
    # Sources and files.
    Opened("catalogues:editions"),
    Opened("catalogues:edition", at="edition"),
    Opened("catalogues:moved", at="source"),
    Opened("imports:start"),
    Opened("imports:kind", at="kind"),
    Opened("imports:kind", at="kind of editions"),
    Opened("imports:kind", at="kind of lists"),
    *(
        Opened("imports:run", at=f"run, {status}")
        for status in ("waiting_check", "checked", "refused", "waiting", "done", "failed", "dropped")
    ),
    # Statements.
    *_all("statements:", "statements start templates template_new"),
    Opened("statements:template", at="template"),
    *_all("statements:", "workspace facts withhold preview submit", "draft"),
    Opened("statements:workspace", "rolf", "draft"),
    Opened("statements:workspace", at="published"),
    Opened("statements:workspace", "bodil", "submitted"),
    Opened("statements:history", at="draft's section"),
    Opened("statements:approve", "bodil", "submitted"),
    Opened("statements:send_back", "bodil", "submitted"),
    Opened("statements:publish", "per", "approved"),
    # Information requests.
    *_all("information_requests:", "requests new figures"),
    Opened("information_requests:requests", query="?view=ended"),
    Opened("information_requests:requests", "rolf"),
    *_all("information_requests:", "request edit clarify extend part_new draft send withdraw note", "request"),
    Opened("information_requests:request", "rolf", "request"),
    Opened("information_requests:part", at="request's part"),
    *_all("information_requests:", "request reasons_asked public publish", "answered request"),
    Opened("information_requests:clarified", at="clarified request"),
    Opened("information_requests:give_reasons", at="request for reasons"),
    Opened("requests:records", at="request"),
    *_all("public:", "ask about_right follow answers", "public", who=""),
    Opened("public:answer", "", "public answer"),
    Opened("public:receipt", "", "request's receipt"),
    Opened("public:case", "", "no such case", status=404),
    Opened("due_diligence:answer", "", "supplier's page"),
    Opened("due_diligence:answer_section", "", "supplier's part"),
    Opened("public:statements", "", "public"),
    Opened("public:statement", "", "public year", language="nb"),
    Opened("public:edition", "", "public edition", language="nb"),
    # Governing documents.
    *_all("governance:", "documents new adopt coverage"),
    Opened("governance:documents", query="?q=finnesikke"),
    Opened("governance:document", at="document"),
    Opened("governance:versions", at="document's version"),
    *_all("governance:", "connections implementation implement", "region's document", "solveig"),
    Opened("governance:acknowledgements", "solveig", "region's document"),
    Opened("governance:acknowledgements", at="document"),
    Opened("governance:sign", "solveig", "region's document"),
    *(Opened("governance:round_act", "solveig", f"round's {word}") for word in ("skriv-inn", "noter", "oppmote")),
    Opened("governance:round_act", at="document's spor"),
    *_all("governance:", "assignments assignment_new controls control_new", who="solveig"),
    Opened("governance:assignments", query="?view=unassessed", who="solveig"),
    Opened("governance:assignment", "solveig", "an assignment"),
    Opened("governance:assignment_act", "solveig", "an assignment to answer"),
    Opened("governance:control", "solveig", "a control"),
    *(Opened("governance:control_act", "solveig", f"a control's {word}") for word in ("resultat", "rettet")),
    Opened("governance:control", "hilde", "a monitoring"),
    Opened("governance:control_act", "hilde", "a monitoring's result"),
    *(Opened("governance:act", at=f"document's {word}") for word in ("gjelder", "knytt", "krav")),
    *_all("governance:", "requirement requirement_units requirement_back", "requirement"),
    *_all("governance:", "requirement_delegate requirement_edit", "requirement"),
    # Complaints and the public pages.
    # Reports due, of the hospital and the region.
    *_all("reports:", "reports kinds kind_new pack", who="solveig"),
    *_all("reports:", "reports pack", who="reidun"),
    Opened("reports:reports", "ola", query="?p=2024&view=late"),
    Opened("reports:pack", "solveig", query="?p=2024&section=year-figures&reader=owner"),
    Opened("reports:pack", "leif", query="?section=indicators"),
    Opened("reports:kind", "reidun", "report kind"),
    *_all("reports:", "report submit", "report begun", "mona"),
    Opened("reports:report", "solveig", "report accepted", "?section=indicators"),
    *_all("reports:", "report shown", "report accepted", "reidun"),
    *(Opened("reports:act", "reidun", f"report to {word}") for word in ("send back", "open")),
    *(Opened("reports:act", "solveig", f"report to {word}") for word in ("make public", "tell of")),
    # Action plans, of the hospital in the region.
    *_all("plans:", "plans new criteria models model_new immediate immediate_new", who="mona"),
    *_all("plans:", "plan board timeline edit bulk carry compare gathered from_model action_new", "plan", who="mona"),
    *_all("plans:", "action action_edit action_note action_done action_cancel part_new", "planned", who="mona"),
    Opened("plans:part_edit", "mona", "planned part"),
    Opened("plans:model", "mona", "model plan"),
    Opened("plans:plan", "mona", "plan", query="?fails=each_action_has_responsible"),
    Opened("plans:plans", "mona", query="?view=lacking&q=klinikk"),
    Opened("plans:return", "mona", "plan handed in"),
    Opened("plans:reopen", "mona", "plan handed in"),
    # The climate account, of the hospital in the region.
    Opened("climate:account", "solveig", query="?year=2017"),
    Opened("climate:account", "reidun"),
    Opened("climate:lines", "solveig", query="?year=2017"),
    *_all("climate:", "account lines open factors factor_new", who="solveig"),
    Opened("climate:line_new", "solveig", query="?year=2017"),
    *_all("climate:", "line line_edit line_withdraw", "climate line", "solveig"),
    Opened("climate:factor_edit", "solveig", "own emission factor"),
    Opened("climate:settle", "solveig", "climate account"),
    Opened("climate:reopen", "solveig", "climate account settled"),
    *_all("complaints:", "complaints mechanism promise"),
    Opened("complaints:complaint", at="complaint"),
    Opened("complaints:act", at="complaint's people"),
    Opened("complaints:criterion", at="criterion"),
    Opened("complaint_impacts:impact", at="complaint"),
    Opened("complaints:new"),
    # What is wanted.
    *_all("strategy:", "strategies strategy_new", who="solveig"),
    *_all("strategy:", "strategy_edit edition_new", "strategy", "solveig"),
    *_all("strategy:", "edition edition_text approve action_new", "edition of strategy", "solveig"),
    Opened("strategy:edition", "leif", "edition of strategy"),
    Opened("strategy:compare", "solveig", "two editions"),
    Opened("strategy:part_new", "solveig", "new point"),
    Opened("strategy:part", "solveig", "point"),
    *_all("strategy:", "process process_new", who="solveig"),
    *_all("strategy:", "process_edit process_publish", "process", "solveig"),
    *(
        Opened("strategy:process_step", "solveig", f"step {word}")
        for word in ("awareness", "mapping", "materiality", "choose-goals", "actions")
    ),
    Opened("strategy:process_step", "leif", "step materiality"),
    Opened("strategy:process_score", "solveig", "who is asked"),
    Opened("strategy:promise_action", "solveig", "promise kept"),
    *(Opened("strategy:process_part_new", "solveig", f"new {word} of process") for word in ("omrade", "mal", "lofte")),
    Opened("strategy:process_part", "solveig", "promise of process"),
    Opened("public:sustainability", "", "hospital for anyone"),
    Opened("strategy_documents:document", "solveig", "edition of strategy"),
    Opened("openness:texts"),
    Opened("openness:text", at="public text"),
    # Meetings and reviews.
    *_all("meetings:", "meetings decisions resources resource_new reviews review_new", who="solveig"),
    *_all("meetings:", "meetings decisions reviews resources"),
    Opened("meetings:meetings", "solveig", query="?q=18/25"),
    Opened("meetings:decisions", "solveig", query="?view=all"),
    *_all("meetings:", "body case_new proposal_new", "a body", "solveig"),
    *_all("meetings:", "meeting", "a meeting", "solveig"),
    *_all("meetings:", "case case_edit", "a case", "solveig"),
    *_all("meetings:", "decision decision_edit decision_weigh step_new", "a decision", "solveig"),
    Opened("meetings:decision", "mona", "a decision"),
    Opened("meetings:step_edit", "solveig", "a step"),
    Opened("meetings:decision_new", "solveig", "a new decision"),
    *_all("meetings:", "proposal proposal_decline", "a proposal", "solveig"),
    Opened("meetings:resource_edit", "solveig", "a resource"),
    *_all("meetings:", "review review_edit review_hold minutes finding_new", "a review", "solveig"),
    Opened("meetings:review_note", "solveig", "a point"),
    Opened("meetings:review", "dag", "a held review"),
    Opened("meetings:minutes", "dag", "a held review"),
    Opened("meetings:review", "solveig", "an audit"),
    *_all("meetings:", "finding_edit finding_close", "a finding", "solveig"),
    *_all("meetings:", "review event_new", "a week", "solveig"),
    *_all("meetings:", "event_edit turnout", "an event", "solveig"),
    Opened("meetings:review_document", "solveig", "a document"),
    *_all("public:", "complain follow_complaint about_complaints supplier_code numbers", "public", who=""),
    Opened("public:complaint_receipt", "", "complaint's receipt"),
    Opened("public:complaint", "", "no such case", status=404),
    # Setup.
    *_all("administration:", "units people add_person roles profile edit_profile posts add_post bodies", who="ada"),
    *_all("administration:", "add_body sites add_site key_figures set_key_figure tokens add_token trail", who="ada"),
    *_all("administration:", "unit add_unit edit_unit move_unit end_unit", "unit", "ada"),
    *_all("administration:", "person edit_person close_person new_link", "person", "ada"),
    Opened("administration:end_role", "ada", "role"),
    Opened("administration:end_post", "ada", "post"),
    *_all("administration:", "body edit_body", "own body", "ada"),
    Opened("administration:end_member", "ada", "member"),
    Opened("administration:site", "ada", "site"),
    Opened("administration:revoke_token", "ada", "token"),
    Opened("administration:event", "ada", "event"),
    *_all("administration:", "mail mail_open", who="ada"),
    *(Opened("administration:mail_message", "ada", f"message, {status}") for status in ("queued", "sent", "uncertain")),
    # The account.
    Opened("account_login", ""),
    *_all("account_", "logout set_password"),
    Opened("account_change_password", "rolf"),
    Opened("account_reauthenticate", "rolf"),
    *_all("account_", "inactive reset_password reset_password_done reset_password_from_key_done", who=""),
    Opened("account_reset_password_from_key", "", "bad key"),
    *_all("mfa_", "index activate_totp list_webauthn add_webauthn"),
    *_all("mfa_", "index reauthenticate deactivate_totp view_recovery_codes generate_recovery_codes", who="hanne"),
    Opened("mfa_list_webauthn", "hanne"),
    *_all("mfa_", "remove_webauthn edit_webauthn", "passkey", "hanne"),
    *_all("socialaccount_", "connections"),
    Opened("socialaccount_login_cancelled", ""),
    Opened("socialaccount_login_error", "", status=401),
    Opened("usersessions_list"),
    Opened("links:open", "", status=404),
    Opened("links:receive", "", "sign-in link"),
]

#: Why no person opens an address as a page, and the addresses.
NO_PAGE: dict[str, str] = {
    "a button's address, for POST alone": (
        "administration:mail_test administration:mail_again administration:mail_give_up "
        "ui:language ui:scheme ui:keys ui:fold access:demo_sign_in imports:confirm imports:drop home:choose_unit "
        "suppliers:duplicate_judge suppliers:supplier_facts suppliers:supplier_part_remove "
        "suppliers:contract_part_remove due_diligence:assess due_diligence:action_start due_diligence:action_reopen "
        "due_diligence:risk_areas_copy due_diligence:risk_area_move due_diligence:risk_area_contract_remove "
        "due_diligence:risk_area_trait_remove due_diligence:positions_remove due_diligence:treatment_document "
        "due_diligence:check_wage_remove due_diligence:check_card_remove due_diligence:check_evidence_remove "
        "due_diligence:finding_reopen due_diligence:finding_impact due_diligence:finding_action "
        "due_diligence:inquiry_ask due_diligence:questionnaires_adopt due_diligence:questionnaire_begin "
        "due_diligence:question_move due_diligence:question_remove "
        "due_diligence:impact_lead due_diligence:owner_again due_diligence:owner_withdraw "
        "information_requests:take information_requests:part_remove information_requests:take_down public:withdraw "
        "wheel:calendar_end wheel:begin wheel:reopen indicators:submit "
        "meetings:decision_turn meetings:proposal_take_up meetings:review_gather meetings:finding_turn "
        "reports:begin reports:accept "
        "plans:act plans:immediate_take_in plans:action_move plans:action_out plans:part_act "
        "governance:end_validity governance:untie governance:requirement_unback governance:round_end "
        "strategy:part_remove strategy:process_part_remove strategy:process_step_move strategy:process_take_down "
        "climate:none complaints:take openness:publish openness:take_down public:withdraw_complaint"
    ),
    "leads on to another page": (
        "strategy:strategy strategy:point strategy:promise meetings:finding "
        "access:confirm public:case_link public:complaint_link public:without_slash due_diligence:owner_link "
        "due_diligence:answer_link"
    ),
    "opens by a supplier's link alone: opened in tests/subjects/due_diligence/test_answering.py": (
        "due_diligence:answer_table due_diligence:answer_check "
        "due_diligence:answer_colleagues due_diligence:answer_colleague_end due_diligence:answer_file "
        "due_diligence:answer_copy"
    ),
    "a file": (
        "mfa_download_recovery_codes due_diligence:calculation suppliers:suppliers_export suppliers:contracts_export "
        "indicators:export indicators:figures_export climate:export "
        "meetings:minutes_file plans:file plans:gathered_file wheel:feed "
        "strategy_documents:download reports:file reports:pack_file "
        "evidence:file complaints:file public:complaint_file statements:download public:file public:edition_file"
    ),
    "a part of a page, fetched by a script": "administration:parts",
    "stands between password and code, and needs a sign-in that is half done": "mfa_authenticate",
    "the passkey's question as JSON": "mfa_login_webauthn",
    "needs a passkey that a device has made": "mfa_reauthenticate_webauthn",
    "needs the enterprise's own sign-in service": "openid_connect_login openid_connect_callback",
}
