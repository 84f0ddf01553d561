"""The door: Typer commands that read options, call the pipeline and print. No logic."""
