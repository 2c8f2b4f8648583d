"""From one cell to one value: text, numbers, money, days, words and identifiers. A bad cell raises CellProblem."""
