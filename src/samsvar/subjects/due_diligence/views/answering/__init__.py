"""The supplier's page: what a link without an account opens."""
