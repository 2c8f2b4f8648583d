"""What templates see: codes turned into words, one file per noun."""
