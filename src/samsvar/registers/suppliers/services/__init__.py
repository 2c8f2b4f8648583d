"""Writes to the register of suppliers and contracts. Each is one transaction that ends with its event."""
