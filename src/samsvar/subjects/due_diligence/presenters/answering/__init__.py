"""The supplier's page: what is left, who answers what, and a copy of what was sent."""
