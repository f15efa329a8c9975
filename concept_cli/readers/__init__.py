"""Bytes to records: text, YAML, Markdown and the fragments made of both."""
