"""The setup pages, one file per noun."""
