"""Pages that read files in: choose, look at what would happen, save."""
