"""The canvas: the graph as cards and wires, edited with mouse and keyboard.

`CanvasScene` mirrors the document, `CanvasView` shows it and hands the mouse to one
gesture at a time, `Editing` turns wishes into undoable steps.
"""

from studio.canvas.picture import save_picture as save_picture
from studio.canvas.scene import CanvasScene as CanvasScene
from studio.canvas.view import CanvasView as CanvasView
