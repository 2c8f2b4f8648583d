"""What forms are made of: fields, the version a form was opened with, its page, the number it is sent once by."""
