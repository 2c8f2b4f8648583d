"""The public pages of an enterprise, and the forms that anyone may send."""
