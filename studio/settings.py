"""The user's settings: language, theme, recent files, window; an INI file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from studio.theme import Mode

MAX_RECENT = 10
MODES: tuple[Mode, ...] = ("system", "light", "dark")


class Settings:
    """Settings that outlive the program.

    Parameters
    ----------
    path : Path, optional
        INI file; the standard place when absent.
    """

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            folder = QStandardPaths.writableLocation(
                QStandardPaths.StandardLocation.AppConfigLocation
            )
            path = Path(folder) / "hornbeam.ini"
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """``"system"``, ``"en"`` or ``"zh_CN"``."""
        return self._choice("language", ("system", "en", "zh_CN"))

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def theme(self) -> Mode:
        """``"system"``, ``"light"`` or ``"dark"``."""
        chosen = self._choice("theme", MODES)
        return next(m for m in MODES if m == chosen)

    @theme.setter
    def theme(self, value: Mode) -> None:
        self._store.setValue("theme", value)

    def _choice(self, key: str, choices: Sequence[str]) -> str:
        value = str(self._store.value(key, choices[0]))
        return value if value in choices else choices[0]

    @property
    def recent(self) -> list[Path]:
        """Files opened last, latest first."""
        value = self._store.value("recent", [])
        names = [value] if isinstance(value, str) else list(value or [])  # type: ignore[call-overload]
        return [Path(str(name)) for name in names][:MAX_RECENT]

    def add_recent(self, path: Path) -> None:
        """Put a file at the top of the list."""
        path = path.absolute()
        paths = [path, *(p for p in self.recent if p != path)]
        self._store.setValue("recent", [str(p) for p in paths[:MAX_RECENT]])

    def clear_recent(self) -> None:
        """Empty the list."""
        self._store.remove("recent")

    def window_state(self, key: str) -> QByteArray | None:
        """Return a saved geometry or state, or None."""
        value = self._store.value(f"window/{key}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def set_window_state(self, key: str, value: QByteArray) -> None:
        """Save a geometry or state."""
        self._store.setValue(f"window/{key}", value)
