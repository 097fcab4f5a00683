"""What a message says to the question that is open: by itself, or beside something else."""
