"""Lets a training that was interrupted go on where it stood."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.model_checkpoint import FilePath, SaveFrequency
from engine.errors import FileError, NotBuiltError, OptionError
from engine.options import option


class BackupAndRestore(Callback):
    """Saves weights, optimizer and epoch, and takes them up when ``fit`` is run again.

    The folder must be used for this alone. An epoch that was interrupted begins anew,
    with the weights of the last backup.

    References
    ----------
    .. [1] ``keras.callbacks.BackupAndRestore``.
    """

    backup_dir: FilePath = option(doc="Folder for the backup.", suggest="backup")
    save_freq: SaveFrequency = option(
        default="epoch",
        doc='When to save: after each "epoch", or after so many batches.',
    )
    double_checkpoint: bool = option(
        default=False,
        doc="Keep the backup before, too, in case the last one is damaged.",
        advanced=True,
    )
    delete_checkpoint: bool = option(
        default=True, doc="Delete the backup when training is complete.", advanced=True
    )

    def setup(self) -> None:
        """Work out where the files are, with Keras' names."""
        if not self.backup_dir:
            raise OptionError(
                "BackupAndRestore: backup_dir is empty. Give the path of a folder."
            )
        self._weights = os.path.join(self.backup_dir, "latest.weights.h5")
        self._progress = os.path.join(self.backup_dir, "training_metadata.json")
        self._epoch = 0
        self._last_batch = 0
        self._since_saving = 0

    def on_train_begin(self, logs: Logs = None) -> None:
        """Take up a backup, if there is one."""
        if not self.model.built:
            raise NotBuiltError(
                "BackupAndRestore: the model has no weights yet. Begin it with "
                "keras.Input(shape=...) or call build(input_shape) before fit."
            )
        try:
            self._restore()
        except (FileError, OSError, ValueError):
            if not os.path.exists(self._weights + ".bkp"):
                raise
            for path in (self._weights, self._progress):
                with suppress(FileNotFoundError):
                    os.remove(path)
                    shutil.copyfile(path + ".bkp", path)
            self._restore()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Save, if it is time."""
        self._epoch = epoch + 1
        self._last_batch = 0
        if self.save_freq == "epoch":
            self._save()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Save after so many batches, if asked to."""
        if isinstance(self.save_freq, str):
            return
        is_new_epoch = batch <= self._last_batch
        self._since_saving += batch + 1 if is_new_epoch else batch - self._last_batch
        self._last_batch = batch
        if self._since_saving >= self.save_freq:
            self._since_saving = 0
            self._save()

    def on_train_end(self, logs: Logs = None) -> None:
        """Delete the backup, but nothing else that may be in the folder."""
        if not self.delete_checkpoint:
            return
        for path in self._files():
            with suppress(FileNotFoundError):
                os.remove(path)
        with suppress(OSError):
            os.rmdir(self.backup_dir)

    def _files(self) -> Iterator[str]:
        for path in (self._weights, self._progress):
            yield from (path, path + ".bkp")

    def _restore(self) -> None:
        optimizer = self.model.optimizer
        if os.path.exists(self._weights):
            if optimizer is not None and not optimizer.built:
                optimizer.build(self.model.trainable_variables)
            self.model.load_weights(self._weights)
        if os.path.exists(self._progress):
            with open(self._progress, encoding="utf-8") as file:
                epoch = json.load(file)["epoch"]
            self.model.resumed_epoch = self._epoch = int(epoch)

    def _save(self) -> None:
        os.makedirs(self.backup_dir, exist_ok=True)
        if self.double_checkpoint:
            for path in (self._weights, self._progress):
                with suppress(FileNotFoundError):
                    shutil.copyfile(path, path + ".bkp")
        self.model.save_weights(self._weights, overwrite=True)
        written = self._progress + ".new"
        with open(written, "w", encoding="utf-8") as file:
            json.dump({"epoch": self._epoch, "batch": self._last_batch}, file)
        os.replace(written, self._progress)
