"""The pages of strategies and of the sustainability process."""
