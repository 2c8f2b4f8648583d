"""What anyone may see and send in, one file per noun."""
