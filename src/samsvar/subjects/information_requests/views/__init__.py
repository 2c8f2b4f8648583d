"""The pages of requests for information, one file per noun."""
