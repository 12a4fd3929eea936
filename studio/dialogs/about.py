"""About the program: version, libraries and their licences."""

from __future__ import annotations

import platform

import h5py
import numpy as np
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.formats.project import PROGRAM


def show_about(parent: QWidget) -> None:
    """Show what the program is made of."""
    box = QMessageBox(parent)
    box.setWindowTitle(QCoreApplication.translate("About", "About Hornbeam"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(PROGRAM)
    text = QCoreApplication.translate(
        "About",
        "Draw a neural network, train it, leave with Keras code. Everything stays on "
        "this computer. Free software under the MIT licence.",
    )
    versions = (
        f"Python {platform.python_version()} · NumPy {np.__version__} (BSD) · "
        f"PySide6 {pyside_version} (LGPL) · h5py {h5py.__version__} (BSD)"
    )
    box.setInformativeText(f"{text}\n\n{versions}")
    box.exec()
