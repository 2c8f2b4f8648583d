"""The trail of every change: kinds of event, one chain for each enterprise, and proof that it is as it was written."""
