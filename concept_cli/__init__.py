"""Draft, check and build a concept document that many hands write."""

__version__ = "0.1.0"
