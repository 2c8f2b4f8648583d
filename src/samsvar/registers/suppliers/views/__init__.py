"""Pages of suppliers and contracts, one file per noun."""
