"""Reports due: who asks whom for what by when, and each report's way up: begun, handed in, sent back, accepted."""
