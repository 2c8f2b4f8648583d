"""The settings: units, people, roles, keys, the trail, and backups."""
