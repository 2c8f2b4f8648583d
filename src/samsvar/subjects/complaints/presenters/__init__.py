"""Words for complaints: codes, the list and a case's page."""
