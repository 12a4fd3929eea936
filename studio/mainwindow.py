"""The window: docks, menus, toolbar and dialogs around the panels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QMimeData,
    QObject,
    QSize,
    QStandardPaths,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QDockWidget,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from studio import theme
from studio.actions import ACTIONS, MENUS, Action, action
from studio.canvas import CanvasView
from studio.code_view import CodePanel
from studio.data_view import DataPanel
from studio.dialogs.about import show_about
from studio.dialogs.export import ExportDialog
from studio.dialogs.shortcuts import ShortcutsDialog
from studio.document.model import Document
from studio.examples import examples, load_example
from studio.formats import project
from studio.inspector import InspectorPanel
from studio.palette import PalettePanel
from studio.plots import TrainingPlots
from studio.problems import ProblemsPanel
from studio.results import ResultsPanel
from studio.run.trainer import copy_document
from studio.runs import RunsPanel
from studio.session import Message, Session
from studio.settings import Settings
from studio.summary import SummaryPanel
from studio.tasks import run_and_wait
from studio.texts import error_text, text
from studio.training import TrainingPanel, TrainingSettingsPanel
from studio.widgets import MessageBar, TabPanel

STATE_VERSION = 1
FRAME = 40
"""Room for the frame that the desktop draws around the window, in pixels."""
MESSAGE_SECONDS = 10
"""Messages that are no errors go by themselves."""


class MainWindow(QMainWindow):
    """The window of one session.

    Parameters
    ----------
    session : Session
        What is shown.
    settings : Settings
        The user's settings.
    """

    language_wanted = Signal(str)
    """Emitted with ``"system"``, ``"en"`` or ``"zh_CN"``."""
    theme_wanted = Signal(str)
    """Emitted with ``"system"``, ``"light"`` or ``"dark"``."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._is_discarded = False
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AnimatedDocks)
        self._make_panels()
        self._make_actions()
        self._make_menus()
        self._make_toolbar()
        self._make_status_bar()
        self._connect()
        room = self.screen().availableGeometry()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self.resize(min(1440, room.width()), min(900, room.height() - FRAME))
        self._restore_state()
        self._refresh()

    # --------------------------------------------------------------- making

    def _make_panels(self) -> None:
        session = self._session
        self.canvas = CanvasView(session)
        self.palette_panel = PalettePanel(session)
        self.inspector = InspectorPanel(session)
        self.training_settings = TrainingSettingsPanel(session)
        self.tabs = TabPanel()
        self.training = TrainingPanel(session)
        self.plots = TrainingPlots(session)
        self.training.set_plots(self.plots, self.plots.controls)
        self.data = DataPanel(session)
        self.problems = ProblemsPanel(session)
        self.runs = RunsPanel(session)
        self.results = ResultsPanel(session)
        self.summary = SummaryPanel(session)
        self.code = CodePanel(session)
        self.tabs.add_page(self.training, self.tr("Training"))
        self.tabs.add_page(self.data, self.tr("Data"))
        self._problems_tab = self.tabs.add_page(self.problems, self.tr("Problems"))
        self.tabs.add_page(self.runs, self.tr("Runs"))
        self.tabs.add_page(self.results, self.tr("Results"))
        self.tabs.add_page(self.summary, self.tr("Summary"))
        self.tabs.add_page(self.code, self.tr("Code"))
        self.messages = MessageBar()
        self._message_timer = QTimer(self)
        self._message_timer.setSingleShot(True)
        self._message_timer.timeout.connect(self.messages.hide)
        self.setCentralWidget(_Centre(self.canvas, self.messages))
        left, right = (
            Qt.DockWidgetArea.LeftDockWidgetArea,
            Qt.DockWidgetArea.RightDockWidgetArea,
        )
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.setCorner(Qt.Corner.BottomRightCorner, right)
        self._docks = [
            self._dock("layers", self.tr("Layers"), self.palette_panel, left),
            self._dock("inspector", self.tr("Inspector"), self.inspector, right),
            self._dock(
                "training-settings",
                self.tr("Training Settings"),
                self.training_settings,
                right,
            ),
            self._dock("panels", self.tr("Panels"), self.tabs, bottom),
        ]

    def _dock(
        self, name: str, title: str, panel: QWidget, area: Qt.DockWidgetArea
    ) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(panel)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setTitleBarWidget(QWidget(dock))  # panels have headings of their own
        self.addDockWidget(area, dock)
        return dock

    def _make_actions(self) -> None:
        canvas, runs = self.canvas, self._session.runs
        functions: dict[str, Callable[[], object]] = {
            "file.new": self.new,
            "file.open": self.open,
            "file.save": self.save,
            "file.save_as": self.save_as,
            "file.export": self.export,
            "file.close": self.close,
            "file.quit": self.close,
            "edit.undo": self._session.undo,
            "edit.redo": self._session.redo,
            "edit.cut": canvas.cut,
            "edit.copy": canvas.copy,
            "edit.paste": canvas.paste,
            "edit.duplicate": canvas.duplicate,
            "edit.duplicate_shared": canvas.duplicate_shared,
            "edit.delete": canvas.delete_selection,
            "edit.rename": canvas.rename_selected,
            "edit.select_all": canvas.select_all,
            "view.zoom_in": canvas.zoom_in,
            "view.zoom_out": canvas.zoom_out,
            "view.zoom_reset": canvas.zoom_reset,
            "view.fit_all": canvas.fit_all,
            "view.fit_selection": canvas.fit_selection,
            "view.full_screen": self._toggle_full_screen,
            "model.add": canvas.open_search,
            "model.tidy_up": canvas.tidy_up,
            "model.problems": lambda: self.tabs.show_page(self.problems),
            "model.summary": lambda: self.tabs.show_page(self.summary),
            "model.code": lambda: self.tabs.show_page(self.code),
            "data.show": lambda: self.tabs.show_page(self.data),
            "train.start": self._train,
            "train.pause": self._pause,
            "train.stop": runs.stop,
            "train.step": self._step,
            "train.restore_best": runs.restore_best,
            "train.reset": runs.reset_weights,
            "train.evaluate": self._evaluate,
            "train.predict": self._predict,
            "help.shortcuts": lambda: ShortcutsDialog(self).exec(),
            "help.about": lambda: show_about(self),
        }
        for entry in ACTIONS:
            qt_action = QAction(entry.label(), self)
            qt_action.setObjectName(entry.id)
            qt_action.setShortcuts(entry.key_sequences())
            if entry.icon:
                theme.set_icon(qt_action, entry.icon)
            qt_action.setToolTip(_tool_tip(entry))
            function = functions[entry.id]
            qt_action.triggered.connect(lambda _=False, run=function: run())
            if entry.canvas_only:
                # So that Ctrl+C in a text field copies text, not layers.
                qt_action.setShortcutContext(
                    Qt.ShortcutContext.WidgetWithChildrenShortcut
                )
                self.canvas.addAction(qt_action)
            self._actions[entry.id] = qt_action

    def _make_menus(self) -> None:
        bar = self.menuBar()
        for title in MENUS:
            menu = bar.addMenu(text(title))
            self._menus[title] = menu
            for entry in ACTIONS:
                if entry.menu == title:
                    if entry.separator:
                        menu.addSeparator()
                    menu.addAction(self._actions[entry.id])
        file_menu = self._menus["File"]
        after_open = self._actions["file.save"]
        self._recent_menu = QMenu(self.tr("Open Recent"), self)
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        examples_menu = QMenu(self.tr("Examples"), self)
        for example in examples():
            opener = examples_menu.addAction(text(example.title))
            opener.setToolTip(text(example.summary))
            opener.triggered.connect(
                lambda _=False, name=example.name: self.open_example(name)
            )
        examples_menu.setToolTipsVisible(True)
        file_menu.insertMenu(after_open, self._recent_menu)
        file_menu.insertMenu(after_open, examples_menu)
        file_menu.insertSeparator(after_open)
        self._make_view_menu()

    def _make_view_menu(self) -> None:
        menu = self._menus["View"]
        menu.addSeparator()
        for dock in self._docks:
            menu.addAction(dock.toggleViewAction())
        menu.addSeparator()
        themes = menu.addMenu(self.tr("Theme"))
        for mode, label in (
            ("system", self.tr("Like the System")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            entry = themes.addAction(label)
            entry.triggered.connect(lambda _=False, m=mode: self.theme_wanted.emit(m))
        languages = menu.addMenu(self.tr("Language"))
        for code, label in (
            ("system", self.tr("Like the System")),
            ("en", "English"),
            ("zh_CN", "中文"),
        ):
            entry = languages.addAction(label)
            # Later: this window is replaced, and must not be inside its own menu then.
            entry.triggered.connect(
                lambda _=False, c=code: QTimer.singleShot(
                    0, self, lambda: self.language_wanted.emit(c)
                )
            )

    def _make_toolbar(self) -> None:
        bar = QToolBar(self.tr("Toolbar"), self)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setIconSize(QSize(16, 16))
        bar.toggleViewAction().setEnabled(False)
        self.addToolBar(bar)
        for name in ("file.open", "file.save"):
            bar.addWidget(self._text_button(name))
        bar.addWidget(_gap(8))
        for name in ("edit.undo", "edit.redo"):
            bar.addWidget(self._icon_button(name))
        bar.addWidget(_gap(8))
        for name in ("model.tidy_up", "file.export"):
            bar.addWidget(self._text_button(name))
        bar.addWidget(_stretch())
        self._title = QLabel()
        theme.set_kind(self._title, "strong")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._edited = QLabel()
        theme.set_kind(self._edited, "muted")
        for label in (self._title, self._edited):
            bar.addWidget(label)
        bar.addWidget(_stretch())
        train = self._text_button("train.start")
        theme.set_kind(train, "primary")
        theme.set_icon(train, "play", "on-accent")
        self._train_button = train
        bar.addWidget(train)
        bar.addWidget(_gap(4))
        for name in ("train.pause", "train.stop"):
            bar.addWidget(self._icon_button(name))
        bar.addWidget(_gap(4))
        for name in ("train.step", "train.evaluate", "train.predict"):
            bar.addWidget(self._text_button(name))
        bar.addWidget(_gap(4))

    def _text_button(self, name: str) -> QPushButton:
        """Return a button with the text of an action, alive and dead with it."""
        source = self._actions[name]
        button = QPushButton(source.text().rstrip("…"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(source.toolTip())
        button.setEnabled(source.isEnabled())
        button.clicked.connect(source.trigger)

        def follow() -> None:
            button.setEnabled(source.isEnabled())
            button.setToolTip(source.toolTip())

        source.changed.connect(follow)
        return button

    def _icon_button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[name])
        button.setAccessibleName(self._actions[name].text())
        theme.set_kind(button, "bordered")
        return button

    def _make_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self._state_dot = QLabel("●")
        self._state_text = QLabel()
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._state_dot)
        layout.addWidget(self._state_text)
        layout.addStretch(1)
        bar.addWidget(holder, 1)
        engine = QLabel(self.tr("NumPy engine · float32"))
        theme.set_kind(engine, "muted")
        bar.addPermanentWidget(engine)
        language = QToolButton()
        language.setText("English / 中文")
        language.setAccessibleName(self.tr("Language"))
        language.setAutoRaise(True)
        language.clicked.connect(lambda: QTimer.singleShot(0, self, self.swap_language))
        bar.addPermanentWidget(language)

    def _connect(self) -> None:
        session = self._session
        session.state_changed.connect(self._refresh)
        session.analysed.connect(self._refresh)
        session.selection_changed.connect(self._refresh)
        session.runs.state_changed.connect(self._refresh)
        session.runs.run_finished.connect(self._refresh)
        session.message.connect(self._show_message)
        session.document_replaced.connect(self._on_document_replaced)
        self.palette_panel.add_requested.connect(self.canvas.add_node)
        self.canvas.columns_dropped.connect(self.data.bind_columns)
        self.runs.runs_selected.connect(self.plots.show_runs)

    def actions_by_id(self) -> dict[str, QAction]:
        """Return all actions by the id of the table."""
        return dict(self._actions)

    # -------------------------------------------------------------- showing

    def _refresh(self, *_: object) -> None:
        if self._is_discarded:
            return
        session = self._session
        for entry in ACTIONS:
            self._actions[entry.id].setEnabled(entry.enabled(session))
        history = session.history
        self._name_step("edit.undo", history.undo_label)
        self._name_step("edit.redo", history.redo_label)
        name = self._file_name()
        self._title.setText(name)
        self._edited.setText(self.tr("· edited") if session.is_dirty else "")
        self.setWindowTitle(f"{name}[*] — Hornbeam")
        self.setWindowModified(session.is_dirty)
        self.setWindowFilePath(str(session.path) if session.path else "")
        is_paused = session.runs.state == "paused"
        train = self.tr("Resume") if is_paused else action("train.start").label()
        self._train_button.setText(train)
        self._show_state()

    def _name_step(self, name: str, label: str) -> None:
        entry = action(name)
        named = f"{entry.label()} {label}".strip()
        self._actions[name].setText(named)
        self._actions[name].setToolTip(_tool_tip(entry, named))

    def _show_state(self) -> None:
        analysis = self._session.analysis
        errors = len(analysis.errors)
        document = self._session.document
        inputs = len(document.nodes_of_type("Input"))
        outputs = len(document.nodes_of_type("Output"))
        warnings = len(analysis.problems) - errors
        if errors:
            verdict = self.tr("Errors: %1, warnings: %2").replace("%1", str(errors))
        elif warnings:
            verdict = self.tr("Model is valid, warnings: %2")
        else:
            verdict = self.tr("Model is valid")
        verdict = verdict.replace("%2", str(warnings))
        counts = self.tr("nodes: %1, inputs: %2, outputs: %3")
        for place, number in enumerate((len(document.nodes), inputs, outputs), 1):
            counts = counts.replace(f"%{place}", str(number))
        self._state_text.setText(f"{verdict}  ·  {counts}")
        theme.set_kind(self._state_dot, "error" if errors else "success")
        self.tabs.strip.set_count(self._problems_tab, len(analysis.problems))

    def _file_name(self) -> str:
        path = self._session.path
        if path is not None:
            return path.stem
        title = str(self._session.document.settings.get("title", ""))
        return title or self.tr("Untitled")

    def _show_message(self, message: Message) -> None:
        if self._is_discarded:
            return
        if message.is_of_run and self.tabs.current_page() is self.training:
            return  # the Training panel says it, with the details
        self.messages.show_message(
            message.text, message.severity, details=message.details
        )
        if message.severity == "error":
            self._message_timer.stop()
        else:
            self._message_timer.start(MESSAGE_SECONDS * 1000)

    def _on_document_replaced(self) -> None:
        self.messages.hide()
        QTimer.singleShot(0, self.canvas, self.canvas.fit_all)

    # ---------------------------------------------------------------- files

    def new(self) -> None:
        """Show an empty document."""
        if self._may_leave():
            self._replace(project.Project(Document()), None)

    def open(self) -> None:
        """Ask for a project file and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open"), self._folder(), self._filter()
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> bool:
        """Open a project file; returns whether it worked."""
        if not self._may_leave():
            return False
        try:
            opened = run_and_wait(self, lambda: project.load(path))
        except EngineError as error:
            self._session.report(error_text(error), "error")
            return False
        self._replace(opened, path)
        self._settings.add_recent(path)
        return True

    def open_example(self, name: str) -> None:
        """Open an example as a new, untitled document."""
        if self._may_leave():
            self._replace(project.Project(load_example(name)), None)

    def _replace(self, opened: project.Project, path: Path | None) -> None:
        self._session.replace_document(opened.document, path)
        self._session.runs.load(opened.runs, opened.trained)

    def save(self) -> bool:
        """Save to the document's file; returns whether it worked."""
        if self._session.path is None:
            return self.save_as()
        return self.save_to(self._session.path)

    def save_as(self) -> bool:
        """Ask for a file and save there; returns whether it worked."""
        start = str(Path(self._folder()) / f"{self._file_name()}{project.SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save As"), start, self._filter()
        )
        if not name:
            return False
        path = Path(name)
        if path.suffix != project.SUFFIX:
            path = path.with_name(path.name + project.SUFFIX)
        return self.save_to(path)

    def save_to(self, path: Path) -> bool:
        """Save to a file; returns whether it worked."""
        session = self._session
        trained = session.runs.trained
        whole = project.Project(
            copy_document(session.document), trained, session.runs.finished_records
        )
        self.setCursor(Qt.CursorShape.BusyCursor)
        try:
            run_and_wait(self, lambda: project.save(whole, path))
        except EngineError as error:
            session.report(error_text(error), "error")
            return False
        finally:
            self.unsetCursor()
        session.saved_to(path)
        # A run that ended while the file was written is not in it.
        session.runs.has_unsaved_training = session.runs.trained is not trained
        self._settings.add_recent(path)
        return True

    def export(self) -> None:
        """Ask what to export, and write it."""
        ExportDialog(self._session, self._file_name(), self).exec()

    def _folder(self) -> str:
        path = self._session.path
        if path:
            return str(path.parent)
        return QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )

    def _filter(self) -> str:
        return self.tr("Hornbeam projects") + f" (*{project.SUFFIX})"

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for path in self._settings.recent:
            entry = self._recent_menu.addAction(str(path))
            entry.setEnabled(path.exists())
            entry.triggered.connect(lambda _=False, p=path: self.open_path(p))
        if self._settings.recent:
            self._recent_menu.addSeparator()
            clear = self._recent_menu.addAction(self.tr("Clear List"))
            clear.triggered.connect(lambda _=False: self._settings.clear_recent())
        else:
            empty = self._recent_menu.addAction(self.tr("No files yet"))
            empty.setEnabled(False)

    def _may_leave(self) -> bool:
        """Stop a run and ask about unsaved work; returns whether to go on."""
        session = self._session
        if session.runs.is_active:
            if not self._ask_stop():
                return False
            if not session.runs.stop_and_wait():
                session.report(
                    self.tr("The run is still ending. Try again in a moment."),
                    "warning",
                )
                return False
        if not session.is_dirty:
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            self.tr("Save the changes to “%1”?").replace("%1", self._file_name())
        )
        box.setInformativeText(
            self.tr("Graph, settings, trained weights and curves since the last save "
                    "are lost otherwise.")
        )  # fmt: skip
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        if answer == buttons.Save:
            return self.save()
        return bool(answer == buttons.Discard)

    def _ask_stop(self) -> bool:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("A run is going on. Stop it and keep the model?"))
        stop = box.addButton(self.tr("Stop the Run"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is stop

    # ------------------------------------------------------------- training

    def _train(self) -> None:
        self.tabs.show_page(self.training)
        if not self._session.runs.start() and self._session.analysis.errors:
            self.tabs.show_page(self.problems)

    def _pause(self) -> None:
        if self._session.runs.state == "paused":
            self._session.runs.resume()
        else:
            self._session.runs.pause()

    def _step(self) -> None:
        self.tabs.show_page(self.training)
        self._session.runs.step()

    def _evaluate(self) -> None:
        self.tabs.show_page(self.results)
        self.results.evaluate()

    def _predict(self) -> None:
        self.tabs.show_page(self.results)
        self.results.predict()

    # ---------------------------------------------------------------- window

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def swap_language(self) -> None:
        """Ask for the other of the two languages."""
        language = self._settings.language
        if language == "system":
            language = QLocale().name()
        self.language_wanted.emit("en" if language.startswith("zh") else "zh_CN")

    def _restore_state(self) -> None:
        geometry = self._settings.window_state("geometry")
        state = self._settings.window_state("state")
        if geometry is not None:
            self.restoreGeometry(geometry)
        if state is not None and self.restoreState(state, STATE_VERSION):
            return
        self._default_sizes()

    def _default_sizes(self) -> None:
        layers, inspector, settings, panels = self._docks
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.resizeDocks([layers, inspector], [210, 320], horizontal)
        height = self.height()
        self.resizeDocks(
            [inspector, settings], [int(height * 0.6), int(height * 0.36)], vertical
        )
        self.resizeDocks([panels], [int(height * 0.36)], vertical)

    def restore_from(self, other: MainWindow) -> None:
        """Take over place, docks and page of the window before this one."""
        self.restoreGeometry(other.saveGeometry())
        self.restoreState(other.saveState(STATE_VERSION), STATE_VERSION)
        self.tabs.strip.setCurrentIndex(other.tabs.strip.currentIndex())
        QTimer.singleShot(0, self.canvas, self.canvas.fit_all)

    def discard(self) -> None:
        """Go away without asking: another window shows the session now."""
        self._is_discarded = True
        self.hide()
        self.deleteLater()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Watch the field that has the keys, for undo; see `eventFilter`."""
        if _text_field(old) is not None and old is not None:
            old.removeEventFilter(self)
        if _text_field(new) is not None and new is not None and self.isAncestorOf(new):
            new.installEventFilter(self)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+Z take back the last step unless something is half typed.

        Text fields claim undo and redo for themselves, even with nothing to undo.
        """
        field = _text_field(watched)
        if field is not None and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # Taken over: what was typed is a step of the document now.
                QTimer.singleShot(0, field, lambda: field.setModified(False))
            if event.type() == QEvent.Type.ShortcutOverride:
                keys = QKeySequence(event.keyCombination())
                is_step = any(
                    keys in self._actions[name].shortcuts()
                    for name in ("edit.undo", "edit.redo")
                )
                if is_step and not field.isModified():
                    event.ignore()
                    return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the whole graph at first."""
        super().showEvent(event)
        QTimer.singleShot(0, self.canvas, self.canvas.fit_all)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop training, ask about unsaved work, remember the window."""
        if self._is_discarded or self._may_leave():
            self._settings.set_window_state("geometry", self.saveGeometry())
            self._settings.set_window_state("state", self.saveState(STATE_VERSION))
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a project, or use a data file."""
        files = _files(event.mimeData())
        if not files:
            return
        event.acceptProposedAction()
        path = files[0]
        if path.suffix == project.SUFFIX:
            self.open_path(path)
        elif path.suffix.lower() in (".csv", ".tsv", ".txt", ".npz"):
            self.tabs.show_page(self.data)
            self.data.open_file(path)
        else:
            self._session.report(
                self.tr("%1: cannot be opened. Drop a .hornbeam, .csv or .npz file.")
                .replace("%1", path.name),
                "warning",
            )  # fmt: skip


class _Centre(QWidget):
    """The canvas with messages floating over its top: a message moves nothing.

    Parameters
    ----------
    canvas : QWidget
        Fills the place.
    messages : MessageBar
        Floats.
    """

    MARGIN = 12
    WIDTH = 720

    def __init__(self, canvas: QWidget, messages: MessageBar) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(canvas)
        self._messages = messages
        messages.setParent(self)
        messages.hide()
        messages.installEventFilter(self)

    def _place(self) -> None:
        width = min(self.WIDTH, self.width() - 2 * self.MARGIN)
        bar = self._messages
        height = bar.heightForWidth(width) if bar.hasHeightForWidth() else -1
        if height < 0:
            height = bar.sizeHint().height()
        bar.setGeometry((self.width() - width) // 2, self.MARGIN, width, height)
        bar.raise_()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the message in its place."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room for what the message says now."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)


def _text_field(widget: QObject | None) -> QLineEdit | None:
    """Return the line edit that takes the keys of a widget, if there is one."""
    if isinstance(widget, QAbstractSpinBox):
        return widget.lineEdit()
    return widget if isinstance(widget, QLineEdit) else None


def _files(mime: QMimeData) -> list[Path]:
    urls: list[QUrl] = mime.urls() if mime.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def _tool_tip(entry: Action, name: str = "") -> str:
    """Return name, keys and sentence of an action, as plain text."""
    keys = ", ".join(
        k.toString(QKeySequence.SequenceFormat.NativeText)
        for k in entry.key_sequences()[:1]
    )
    tip = (name or entry.label()).rstrip("…") + (f" ({keys})" if keys else "")
    return f"{tip}\n{text(entry.tip)}" if entry.tip else tip


def _gap(width: int) -> QWidget:
    gap = QWidget()
    gap.setFixedWidth(width)
    return gap


def _stretch() -> QWidget:
    stretch = QWidget()
    stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return stretch
