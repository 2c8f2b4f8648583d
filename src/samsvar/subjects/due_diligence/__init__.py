"""Due diligence: levels and why, risk areas, adverse impacts, checks, screening, questionnaires, own workforce."""
