"""What each section of the statement draws from the records, by the name that templates use."""
