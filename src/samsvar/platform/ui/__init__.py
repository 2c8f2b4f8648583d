"""What every page is drawn with: layout, components, words, the clock, addresses."""
