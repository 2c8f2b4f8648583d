"""What the enterprise says of itself on its public pages."""
