"""What the supplier's page saves, sends in and passes on."""
