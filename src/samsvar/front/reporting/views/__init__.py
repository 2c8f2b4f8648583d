"""Pages of the statement: the list, the workspace, and the way to publication."""
