"""Published sources as they are held: editions of lists, indices and factors."""
