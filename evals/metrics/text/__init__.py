"""What a reply says, read from its words alone. Nothing here shares code with the front desk that is judged."""
