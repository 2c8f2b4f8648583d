"""Requests for information beside the records they are about: contracts, suppliers, impacts and statements."""
