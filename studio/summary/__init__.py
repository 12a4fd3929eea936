"""Keras' summary table of the model, and the list of layers for the keyboard."""

from studio.summary.panel import SummaryPanel as SummaryPanel
