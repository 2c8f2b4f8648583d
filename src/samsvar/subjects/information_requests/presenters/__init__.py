"""Words for requests for information: codes, letters, the list and a case's page."""
