"""The tertial and the annual pack: what is met, what is late, what changed. Each section gathers what it draws."""
