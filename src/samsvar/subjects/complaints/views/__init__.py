"""The pages of those who handle complaints, one file per noun."""
