"""The writes of complaints, by what happens to a case."""
