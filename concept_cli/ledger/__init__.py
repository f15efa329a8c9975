"""What happened to contributions: their files, their states from their histories, and where the words that they are about stand today."""
