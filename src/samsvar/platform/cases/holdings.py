"""What every case from outside holds that tells nothing of a person; each subject's `privacy.py` tells the rest."""

from samsvar.core.rules.privacy import columns

CASE_COLUMNS = columns(
    "enterprise_id number language channel received_at received_on status answer_due_on due_on answered_on ended_on "
    "forgotten_on"
)
ARCHIVE = "As long as archive law asks."
