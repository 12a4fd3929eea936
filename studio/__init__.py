"""Hornbeam, the desktop program: panels, document, formats and data sources."""
