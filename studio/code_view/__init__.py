"""The Keras script of the graph, live, with the lines of each node."""

from studio.code_view.panel import CodePanel as CodePanel
