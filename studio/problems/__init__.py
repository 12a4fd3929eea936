"""The list of everything that is wrong or doubtful about the model."""

from studio.problems.panel import ProblemsPanel as ProblemsPanel
