"""The statement’s drafts, approvals and published bytes."""
