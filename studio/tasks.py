"""Work off the window's thread: a function, and what to do with its result."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal


class Task(QObject):
    """A function that runs on a thread; its end is told in the owner's thread.

    Parameters
    ----------
    owner : QObject
        Lives in the window's thread; when it dies, the result is dropped.
    function : callable
        Runs on the thread; must not touch Qt.
    """

    succeeded = Signal(object)
    """Emitted with the result."""
    failed = Signal(object, str)
    """Emitted with the exception and its traceback."""
    _ended = Signal(object, object, str)

    def __init__(self, owner: QObject, function: Callable[[], Any]) -> None:
        super().__init__(owner)
        self._function = function
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._work, name="task", daemon=True).start()

    def _work(self) -> None:
        result: Any = None
        error: BaseException | None = None
        details = ""
        try:
            result = self._function()
        except BaseException as caught:  # noqa: BLE001 - told to the owner, whatever it is
            error, details = caught, traceback.format_exc()
        try:
            self._ended.emit(result, error, details)
        except RuntimeError:
            return  # the owner is gone; nobody waits for the result

    def _on_ended(self, result: object, error: object, details: str) -> None:
        if error is None:
            self.succeeded.emit(result)
        else:
            self.failed.emit(error, details)
        self.deleteLater()


def run_and_wait(owner: QObject, function: Callable[[], Any]) -> Any:
    """Run a function on a thread and wait here, with the window alive meanwhile.

    The window repaints and curves go on; mouse and keys wait. For work of a second or
    two whose result is needed at once, such as saving before the window closes.

    Parameters
    ----------
    owner : QObject
        Who waits; must live in this thread.
    function : callable
        Runs on the thread; must not touch Qt nor anything that changes meanwhile.

    Returns
    -------
    object
        What the function returns; its exception is raised here.
    """
    loop = QEventLoop()
    results: list[Any] = []
    errors: list[BaseException] = []

    def succeed(result: Any) -> None:
        results.append(result)
        loop.quit()

    def fail(error: BaseException, _details: str) -> None:
        errors.append(error)
        loop.quit()

    run_in_background(owner, function, succeed, fail)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if errors:
        raise errors[0]
    return results[0]


def run_in_background(
    owner: QObject,
    function: Callable[[], Any],
    success: Callable[[Any], object],
    failure: Callable[[BaseException, str], object],
) -> Task:
    """Run a function on a thread and call back in this one.

    Parameters
    ----------
    owner : QObject
        Who waits; must live in this thread.
    function : callable
        Runs on the thread; must not touch Qt.
    success : callable
        Gets the result.
    failure : callable
        Gets the exception and its traceback.
    """
    task = Task(owner, function)
    task.succeeded.connect(success)
    task.failed.connect(failure)
    task.start()
    return task
