"""Kinds of data sources, one a file; a new kind is a new file in this folder."""
