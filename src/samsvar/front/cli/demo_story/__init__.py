"""The demo: Eksempel helsenett SF on a day in May 2025, and a neighbour that its people see nothing of.

Every person, supplier and figure of money is made up; the sizes of the enterprise and the kinds of findings are
those of Norsk helsenett SF's statement for 2024. The registers come in through the imports that everybody uses.
"""
