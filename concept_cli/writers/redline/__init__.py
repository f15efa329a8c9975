"""A redline as its changes: lines for a terminal, JSON for programs, the comparative table of law-making."""
