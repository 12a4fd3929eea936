"""Examples of the program as documents in JSON; made by make.py."""
