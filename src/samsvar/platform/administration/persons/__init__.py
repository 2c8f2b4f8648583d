"""What is held about a person, and how somebody is forgotten."""
