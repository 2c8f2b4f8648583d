"""The annual wheel: recurring activities with their dates, and the meetings those hang on."""
