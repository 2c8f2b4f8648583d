"""The pages of meetings and reviews."""
