"""The same commit in other surroundings: ``python -m tests.variations`` makes everything again in each, and compares every byte."""
