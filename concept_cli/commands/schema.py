"""concept schema."""

import typer


def add(app: typer.Typer) -> None:
    """Add the command."""
