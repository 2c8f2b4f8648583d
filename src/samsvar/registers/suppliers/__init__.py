"""Suppliers, contracts, partners, and the chain behind them."""
