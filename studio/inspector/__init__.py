"""The inspector: options, shapes and cost of what is selected."""

from studio.inspector.panel import InspectorPanel as InspectorPanel
