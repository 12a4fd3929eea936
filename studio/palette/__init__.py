"""The palette: all types of nodes by category, to drag or to add with Enter."""

from studio.palette.panel import PalettePanel as PalettePanel
