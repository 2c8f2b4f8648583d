"""Action plans: the actions of a unit for a period, tied to goals and indicators, judged and rolled up."""
