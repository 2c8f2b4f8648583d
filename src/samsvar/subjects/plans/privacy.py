"""What action plans hold about persons: nothing but through their actions."""

from samsvar.core.rules.privacy import no_persons

HOLDINGS = {
    "Plan": no_persons("The plan of a unit for a period."),
    "PlanGoal": no_persons("A goal that a plan answers."),
    "PlannedAction": no_persons("Which actions stand in which plan."),
    "PlannedGoal": no_persons("Which goals an action serves."),
    "PlannedIndicator": no_persons("Which indicators an action shall move."),
    "PlanCriterion": no_persons("What an enterprise judges its plans by."),
    "PlanQualityResult": no_persons("What the criteria say of a plan."),
    "ModelPlan": no_persons("A pattern for plans of one kind of unit."),
    "ModelAction": no_persons("An action of a pattern, with a role and never a person."),
}
