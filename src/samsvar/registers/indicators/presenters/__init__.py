"""What the pages of goals and indicators say."""
