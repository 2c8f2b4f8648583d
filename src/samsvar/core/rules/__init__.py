"""What the law, a standard or a method says: pure functions that answer with codes and facts."""
