"""Translations of the program; made by update.py."""
