"""Real faults for the store: ``python -m tests.faults`` injects them all and writes the table in ``docs/reliability.md``."""
