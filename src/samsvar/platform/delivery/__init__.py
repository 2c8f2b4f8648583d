"""Mail: an outbox written with what it tells of, and the worker that hands it to the mail server."""
