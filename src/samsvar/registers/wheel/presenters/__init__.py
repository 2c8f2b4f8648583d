"""What the pages of the annual wheel show: words, the picture, and lists."""
