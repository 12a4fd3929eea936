"""Diagrams in Keras' look drawn with Qt, for machines without Graphviz; no widgets."""

from studio.drawing.files import draw_diagram as draw_diagram
from studio.drawing.files import picture as picture
