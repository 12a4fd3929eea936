"""What the mouse does on the canvas: one class a gesture, one gesture at a time."""
