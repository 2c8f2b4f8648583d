"""Files read in: tried, told of with their errors, and saved whole or not at all."""
