"""The input of reviews, gathered from the other rooms: actions, the wheel, indicators, documents, risks, letters."""
