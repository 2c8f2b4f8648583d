"""The writes of requests for information, by what happens to a case."""
