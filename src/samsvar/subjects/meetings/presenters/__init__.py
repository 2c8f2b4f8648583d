"""What the pages of meetings and reviews show."""
