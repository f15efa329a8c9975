"""What goes out to stakeholders and what comes back: rounds, contributions, decisions, merges, replies."""
