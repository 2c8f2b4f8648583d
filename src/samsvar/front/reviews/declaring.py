"""Which room answers for which point of a review's agenda. A point that is not here is told as not gathered."""

from samsvar.front.reviews import anchored, earlier, governing, procuring, results, standing, work
from samsvar.registers.wheel.sections import register_section as register_result
from samsvar.subjects.due_diligence.sections import register_section as register_contract_section
from samsvar.subjects.meetings.gathering import register_documents_due, register_gatherer
from samsvar.subjects.meetings.sections import register_section


def declare() -> None:
    """Declares all of them; once is enough."""
    register_gatherer("last_decisions", earlier.last_decisions)
    register_gatherer("audit_findings", earlier.audit_findings)
    register_gatherer("last_audit_findings", earlier.last_audit_findings)
    register_gatherer("chances_to_improve", earlier.chances)
    register_gatherer("resources", earlier.resources)
    register_gatherer("scope_and_criteria", earlier.scope)
    register_gatherer("late_actions", work.late_actions)
    register_gatherer("effect_of_measures", work.effects)
    register_gatherer("late_activities", work.late_activities)
    register_gatherer("deviations_and_incidents", work.deviations)
    register_gatherer("risk_areas", work.risk_areas)
    register_gatherer("complaints_and_inquiries", work.letters)
    register_gatherer("goals_and_indicators", standing.indicators)
    register_gatherer("environmental_goals_and_indicators", standing.environmental_indicators)
    register_documents_due(governing.documents_due)
    register_gatherer("requirements_without_evidence", governing.requirements_without_evidence)
    register_gatherer("environmental_requirements", governing.environmental_requirements)
    register_gatherer("environmental_deviations", work.environmental_deviations)
    register_gatherer("late_environmental_actions", work.late_environmental_actions)
    register_gatherer("hse_laws_known", governing.hse_laws)
    register_gatherer("hse_goals", standing.hse_goals)
    register_gatherer("hse_risks_and_plans", work.plans)
    register_gatherer("employee_participation", work.participation)
    register_section(anchored.anchored_plans)
    register_contract_section(procuring.procurement_documents)
    for result, show in results.SHOWN.items():
        register_result(result, show)
