"""Reports gathered from all rooms: the statement, the strategy document, the tertial and annual packs."""
