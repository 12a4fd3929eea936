"""One training run: document and data in, trained weights and curves out; no Qt."""
