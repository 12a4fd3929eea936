"""Python's garbage collector, kept on the window's thread.

Python collects cycles on whichever thread happens to allocate. Widgets and canvas items
are often part of cycles; Qt aborts when the training thread destroys them. So automatic
collection is off, and a timer of the window's thread collects when it would be due.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QTimer

MILLISECONDS = 250

_timers: list[QTimer] = []


def install() -> None:
    """Take over garbage collection; further calls do nothing.

    Must be called in the window's thread after the application was made.
    """
    if _timers:
        return
    gc.disable()
    timer = QTimer(QCoreApplication.instance())
    timer.setInterval(MILLISECONDS)
    timer.timeout.connect(collect_if_due)
    timer.start()
    _timers.append(timer)


def collect_if_due() -> None:
    """Collect the generations whose thresholds are passed, as Python itself would."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if thresholds[generation] and counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
