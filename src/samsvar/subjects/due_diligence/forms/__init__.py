"""The shape of what people send in, one file per noun."""
