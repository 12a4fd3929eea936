"""All runs of the project: `RunsPanel`."""

from studio.runs.runs_panel import RunsPanel as RunsPanel
