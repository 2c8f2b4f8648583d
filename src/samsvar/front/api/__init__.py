"""The API and its description, one module for each resource."""
