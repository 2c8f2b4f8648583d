"""One file per resource: what may be asked, what is answered, and its operations."""
