"""Results: how good the trained model is, and what it says about rows of data."""

from studio.results.panel import ResultsPanel as ResultsPanel
