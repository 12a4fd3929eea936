"""The application: Qt, language, logging, the window."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from importlib import resources
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QStandardPaths,
    Qt,
    QtMsgType,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from studio import theme
from studio.examples import load_example
from studio.mainwindow import MainWindow
from studio.session import Session
from studio.settings import Settings

log = logging.getLogger("hornbeam")


class Application(QObject):
    """Everything that lives as long as the program.

    Parameters
    ----------
    qt : QApplication
        Qt's application.
    settings : Settings
        The user's settings.
    """

    crashed = Signal(str)

    def __init__(self, qt: QApplication, settings: Settings) -> None:
        super().__init__()
        self._qt = qt
        self.settings = settings
        self._translators: list[QTranslator] = []
        self.session = Session(self)
        self.window: MainWindow | None = None
        # Emitted from any thread; Qt carries it to this one.
        self.crashed.connect(self._on_crash, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Show the window."""
        theme.apply(self._qt, self.settings.theme)
        self.set_language(self.settings.language)

    def set_language(self, language: str) -> None:
        """Load translations and build the window anew; the session stays.

        Parameters
        ----------
        language : str
            ``"system"``, ``"en"`` or ``"zh_CN"``.
        """
        self.settings.language = language
        for translator in self._translators:
            self._qt.removeTranslator(translator)
        self._translators.clear()
        system = QLocale.system()
        name = system.name() if language == "system" else language
        # Dates and sizes follow the country, but not into another language.
        own_language = QLocale(name).language() == system.language()
        QLocale.setDefault(system if own_language else QLocale(name))
        if name.startswith("zh"):
            own = str(resources.files("resources.i18n"))
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            for stem, folder in (("qtbase", qt), ("hornbeam", own)):
                translator = QTranslator(self)
                if translator.load(f"{stem}_zh_CN", folder):
                    self._qt.installTranslator(translator)
                    self._translators.append(translator)
        old = self.window
        self.window = MainWindow(self.session, self.settings)
        self.window.language_wanted.connect(self.set_language)
        self.window.theme_wanted.connect(self._set_theme)
        if old is not None:
            self.window.restore_from(old)
            old.discard()
        self.window.show()

    def _set_theme(self, mode: theme.Mode) -> None:
        self.settings.theme = mode
        theme.apply(self._qt, mode)

    def _on_crash(self, details: str) -> None:
        last = details.strip().splitlines()[-1]
        self.session.report(
            self.tr("Something went wrong inside the program: %1").replace("%1", last),
            "error",
            details,
        )


def main(arguments: list[str]) -> int:
    """Open the window; returns the exit status.

    Parameters
    ----------
    arguments : list of str
        At most one file to open.
    """
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        sys.stderr.write(
            "hornbeam: give at most one project file, or a command. "
            f"Received {' '.join(arguments)!r}. See: hornbeam --help\n"
        )
        return 2
    QCoreApplication.setOrganizationName("Hornbeam")
    QCoreApplication.setApplicationName("Hornbeam")
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setWindowIcon(theme.app_icon())
    # The training thread must not hold the interpreter for longer than a frame.
    sys.setswitchinterval(0.001)
    application = Application(qt, Settings())
    _catch_errors(application)
    application.start()
    window = application.window
    assert window is not None
    if arguments:
        window.open_path(Path(arguments[0]))
    else:
        application.session.replace_document(load_example("digits"), None)
    status = qt.exec()
    logging.shutdown()
    return int(status)


def _catch_errors(application: Application) -> None:
    """Send every exception to a log file and a calm message; the program goes on."""
    folder = Path(
        QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.AppLocalDataLocation
        )
    )
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "hornbeam.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    log.info(
        "start: Python %s, PySide %s, %s",
        platform.python_version(),
        pyside_version,
        platform.platform(),
    )
    # Kept open: faulthandler writes to the descriptor when the process dies.
    crash_file = (folder / "crash.txt").open("a", encoding="utf-8")
    faulthandler.enable(crash_file)
    logging.getLogger().addHandler(_KeepOpen(crash_file))

    def report(
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("%s", text)
        application.crashed.emit(text)

    def report_thread(hook: threading.ExceptHookArgs) -> None:
        report(hook.exc_type, hook.exc_value, hook.exc_traceback)

    sys.excepthook = report
    threading.excepthook = report_thread

    def on_qt_message(kind: QtMsgType, _context: object, text: str) -> None:
        serious = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
        log.log(logging.ERROR if serious else logging.INFO, "Qt: %s", text)

    qInstallMessageHandler(on_qt_message)


class _KeepOpen(logging.NullHandler):
    """Closes the crash file when logging shuts down."""

    def __init__(self, file: object) -> None:
        super().__init__()
        self._file = file

    def close(self) -> None:
        """Stop writing crashes, then let the file go."""
        faulthandler.disable()
        self._file.close()  # type: ignore[attr-defined]
        super().close()
