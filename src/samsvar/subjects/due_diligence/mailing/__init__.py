"""What the mails of due diligence say. They tell that there is something to read, and where; never what it is."""
