"""The pages of the annual wheel."""
