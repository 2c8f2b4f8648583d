"""Actions: who does what by when, to what effect, why, and what came of it."""
