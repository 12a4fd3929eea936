"""Arrays of images as pictures for the screen."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from studio.data import Array, Field

_CHANNELS = {1, 3, 4}


def to_picture(values: Array, field: Field, extent: int, ratio: float = 1.0) -> QPixmap:
    """Return one image of a column, as large as fits.

    Parameters
    ----------
    values : ndarray of shape (height, width[, channels])
        The image; other numbers of channels show their mean.
    field : Field
        Its column: black is 0 or the smallest number, white 1, 255 or the largest.
    extent : int
        Width and height to fill, in device independent pixels.
    ratio : float, default=1.0
        Device pixel ratio of the screen.
    """
    pixels = _bytes(values, field)
    height, width = pixels.shape[:2]
    if pixels.ndim == 2:
        image = QImage(
            pixels.tobytes(), width, height, width, QImage.Format.Format_Grayscale8
        )
    else:
        channels = pixels.shape[2]
        picture_format = (
            QImage.Format.Format_RGB888
            if channels == 3
            else QImage.Format.Format_RGBA8888
        )
        image = QImage(
            pixels.tobytes(), width, height, channels * width, picture_format
        )
    size = max(1, round(extent * ratio))
    # Small pictures keep their square pixels: that is what the model sees.
    mode = (
        Qt.TransformationMode.FastTransformation
        if max(width, height) < size
        else Qt.TransformationMode.SmoothTransformation
    )
    scaled = image.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio, mode)
    result = QPixmap.fromImage(scaled)
    result.setDevicePixelRatio(ratio)
    return result


def _bytes(values: Array, field: Field) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Image as bytes: (h, w) for grey, (h, w, 3 or 4) for colours."""
    numbers = np.asarray(values)
    if numbers.ndim == 3 and numbers.shape[2] not in _CHANNELS:
        numbers = numbers.mean(axis=2)
    elif numbers.ndim == 3 and numbers.shape[2] == 1:
        numbers = numbers[:, :, 0]
    if numbers.dtype == np.uint8:
        return np.ascontiguousarray(numbers)
    low, high = _range(field)
    shares = (np.nan_to_num(numbers.astype(np.float64)) - low) / (high - low)
    return (np.clip(shares, 0, 1) * 255).round().astype(np.uint8)


def _range(field: Field) -> tuple[float, float]:
    """Return what is black and what is white."""
    low, high = field.min or 0.0, field.max or 0.0
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    if low >= 0 and high <= 255 and field.integral:
        return 0.0, 255.0 if high > 16 else high
    return low, high if high > low else low + 1
