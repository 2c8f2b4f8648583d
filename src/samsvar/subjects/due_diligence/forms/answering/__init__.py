"""The forms of the supplier's page, beside the questions themselves."""
