"""What the toolkit promises, shown to hold."""
