"""Made-up data that can be learned, one generator a file; equal seeds, equal data."""
