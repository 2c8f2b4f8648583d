"""Who may do what: roles with their permissions, sign-in, tokens, and which rows a viewer sees."""
