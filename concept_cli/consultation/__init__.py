"""The document with contributions in it: what is proposed as a redline, what was said beside it, and an annex of what was decided."""
