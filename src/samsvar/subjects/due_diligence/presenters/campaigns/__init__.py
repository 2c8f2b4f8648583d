"""Campaigns as a template sees them."""
