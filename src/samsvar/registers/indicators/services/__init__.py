"""Changes to goals, indicators, targets and figures. Each is one transaction that ends with its event."""
