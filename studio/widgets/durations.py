"""Lengths of time in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


class Durations:
    """Turns seconds into words of the language in use."""

    @staticmethod
    def text(seconds: float) -> str:
        """Return a length of time in at most two units.

        Parameters
        ----------
        seconds : float
            Length, >= 0.
        """
        seconds = max(0.0, seconds)
        whole = round(seconds)
        if seconds < 10 and whole != seconds:
            pattern = QCoreApplication.translate("Durations", "{seconds} s")
            return pattern.format(seconds=f"{seconds:.1f}")
        if whole < 60:
            pattern = QCoreApplication.translate("Durations", "{seconds} s")
            return pattern.format(seconds=whole)
        if whole < 3600:
            pattern = QCoreApplication.translate(
                "Durations", "{minutes} min {seconds} s"
            )
            return pattern.format(minutes=whole // 60, seconds=whole % 60)
        if whole < 86400:
            pattern = QCoreApplication.translate("Durations", "{hours} h {minutes} min")
            return pattern.format(hours=whole // 3600, minutes=whole % 3600 // 60)
        pattern = QCoreApplication.translate("Durations", "{days} d {hours} h")
        return pattern.format(days=whole // 86400, hours=whole % 86400 // 3600)
