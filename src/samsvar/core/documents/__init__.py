"""A report as data and its renderers: HTML, PDF, DOCX, JSON; and safe spreadsheets."""
