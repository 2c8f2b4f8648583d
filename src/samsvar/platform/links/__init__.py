"""Links for one purpose and one recipient, which open what they are for and end."""
