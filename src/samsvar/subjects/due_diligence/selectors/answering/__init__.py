"""What a supplier sees of what it is asked, and nothing else."""
