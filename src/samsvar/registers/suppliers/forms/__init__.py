"""What people may write of suppliers and contracts."""
