"""Writes what TensorBoard shows: curves, histograms of weights, the model."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.event_file import EventFile
from engine.callbacks.learning_rate import learning_rate_of
from engine.callbacks.model_checkpoint import FilePath
from engine.errors import OptionError, Text
from engine.layers import Embedding
from engine.options import Kind, option, register_kind
from engine.types import Array

if TYPE_CHECKING:
    from engine.models import Model

UpdateFrequency = Annotated[int | str, "update_freq"]
"""Annotation of an option that is "batch", "epoch" or a number of batches."""
Metadata = Annotated[dict[str, str] | str, "metadata"]
"""Annotation of an option that is a file, or a dict of files by name of a layer."""


def _frequency(value: Any) -> int | str:
    if value in ("batch", "epoch"):
        return str(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError('must be "batch", "epoch" or a number of batches')
    return value


def _metadata(value: Any) -> dict[str, str] | str:
    if isinstance(value, str | os.PathLike):
        return str(os.fspath(value))
    if not isinstance(value, Mapping):
        raise ValueError("must be a path, or a dict of paths by name of a layer")
    return {str(name): str(os.fspath(path)) for name, path in value.items()}


def _not_supported(value: int) -> Text | None:
    return Text("is not supported: leave it at 0") if value else None


register_kind(UpdateFrequency, Kind("update_freq", _frequency))
register_kind(Metadata, Kind("str", _metadata))


class TensorBoard(Callback):
    """Writes what TensorBoard shows: curves, histograms of weights, the model.

    The folder gets the runs ``train`` and ``validation``. Neither TensorFlow nor
    TensorBoard is needed to write them; ``tensorboard --logdir=logs`` shows them.

    References
    ----------
    .. [1] ``keras.callbacks.TensorBoard``.
    """

    log_dir: FilePath = option(default="logs", doc="Folder for the files.")
    histogram_freq: int = option(
        default=0, doc="Epochs between two histograms of the weights; 0 is none.", min=0
    )
    write_graph: bool = option(default=True, doc="Write the architecture of the model.")
    write_images: bool = option(
        default=False, doc="Write the weights as pictures, along with histograms."
    )
    write_steps_per_second: bool = option(
        default=False, doc="Write how many steps are done in a second.", advanced=True
    )
    update_freq: UpdateFrequency = option(
        default="epoch",
        doc='When to write values: after each "epoch", each "batch", or so many.',
        advanced=True,
    )
    profile_batch: int = option(
        default=0,
        doc="Batches to measure closely; there is no such measuring here.",
        check=_not_supported,
        advanced=True,
    )
    embeddings_freq: int = option(
        default=0,
        doc="Epochs between two copies of the embeddings; 0 is none.",
        min=0,
        advanced=True,
    )
    embeddings_metadata: Metadata | None = option(
        default=None,
        doc="File with the names of the entries of embeddings, or one for each layer.",
        advanced=True,
    )

    def setup(self) -> None:
        """Begin without files."""
        self._files: dict[str, EventFile] = {}
        self._train_batch = 0
        self._test_batch = 0
        self._batch_began = 0.0
        self._epoch_began = 0.0
        self._steps_before = 0

    def set_model(self, model: Model) -> None:
        """Receive the model; write its architecture."""
        super().set_model(model)
        self._files = {}
        if self.write_graph:
            self._write_model()
        if self.embeddings_freq:
            self._write_projector()

    def on_train_begin(self, logs: Logs = None) -> None:
        """Count batches anew."""
        self._train_batch = 0

    def on_train_end(self, logs: Logs = None) -> None:
        """Write what is left."""
        for file in self._files.values():
            file.flush()

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Look at the clock."""
        self._epoch_began = time.perf_counter()
        self._steps_before = self._iterations()

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Count; look at the clock."""
        self._train_batch += 1
        self._batch_began = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Write the values of the batch, if it is time."""
        if not self._is_due(self._train_batch):
            return
        file = self._file("train")
        if self.write_steps_per_second:
            seconds = max(1e-9, time.perf_counter() - self._batch_began)
            file.scalar("batch_steps_per_second", 1 / seconds, self._train_batch)
        for name, value in (logs or {}).items():
            file.scalar(f"batch_{name}", _number(value), self._train_batch)

    def on_test_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Count."""
        self._test_batch += 1

    def on_test_end(self, logs: Logs = None) -> None:
        """Write the values of an evaluation over the steps of training."""
        if self.model.optimizer is None:
            return
        file, step = self._file("validation"), self._iterations()
        for name, value in (logs or {}).items():
            file.scalar(f"evaluation_{name}_vs_iterations", _number(value), step)
        file.flush()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Write the values of the epoch, and the weights, if it is time."""
        self._write_epoch(epoch, logs or {})
        if self.histogram_freq and epoch % self.histogram_freq == 0:
            self._write_weights(epoch)
        if self.embeddings_freq and epoch % self.embeddings_freq == 0:
            name = f"keras_embedding.ckpt-{epoch}.weights.h5"
            folder = os.path.join(self.log_dir, "train")
            os.makedirs(folder, exist_ok=True)
            self.model.save_weights(os.path.join(folder, name))
        for file in self._files.values():
            file.flush()

    # ------------------------------------------------------------- details

    def _file(self, run: str) -> EventFile:
        if run not in self._files:
            self._files[run] = EventFile(os.path.join(self.log_dir, run))
        return self._files[run]

    def _is_due(self, batch: int) -> bool:
        if isinstance(self.update_freq, int):
            return batch % self.update_freq == 0
        return self.update_freq == "batch"

    def _iterations(self) -> int:
        optimizer = self.model.optimizer
        return 0 if optimizer is None else int(optimizer.iterations)

    def _write_epoch(self, epoch: int, logs: Mapping[str, Any]) -> None:
        if not logs:
            return
        trained = {k: v for k, v in logs.items() if not k.startswith("val_")}
        trained["learning_rate"] = learning_rate_of(self.model)
        if self.write_steps_per_second:
            seconds = max(1e-9, time.perf_counter() - self._epoch_began)
            steps = self._iterations() - self._steps_before
            trained["steps_per_second"] = steps / seconds
        for name, value in trained.items():
            self._file("train").scalar(f"epoch_{name}", _number(value), epoch)
        for name, value in logs.items():
            if name.startswith("val_"):
                tag = f"epoch_{name.removeprefix('val_')}"
                self._file("validation").scalar(tag, _number(value), epoch)

    def _write_weights(self, epoch: int) -> None:
        file = self._file("train")
        for layer in self.model.layers:
            for weight in layer.weights:
                values = np.asarray(weight.value)
                file.histogram(f"{weight.path}/histogram", values, epoch)
                picture = _picture(values) if self.write_images else None
                if picture is not None:
                    file.images(f"{weight.path}/image", picture, epoch)

    def _write_model(self) -> None:
        try:
            text = self.model.to_json()
        except (NotImplementedError, TypeError, ValueError) as error:
            warnings.warn(f"TensorBoard: the model is not shown: {error}", stacklevel=2)
            return
        file = self._file("train")
        file.model("keras", text, 0)
        file.flush()

    def _write_projector(self) -> None:
        """Tell TensorBoard's projector about the embeddings, as Keras does."""
        given = self.embeddings_metadata
        by_layer = dict(given) if isinstance(given, Mapping) else {}
        lines = []
        for layer in self.model.layers:
            if not isinstance(layer, Embedding):
                continue
            lines += [
                "embeddings {",
                '  tensor_name: "layer_with_weights-0/embeddings/.ATTRIBUTES/'
                'VARIABLE_VALUE"',
            ]
            path = given if isinstance(given, str) else by_layer.pop(layer.name, None)
            if path is not None:
                lines.append(f'  metadata_path: "{_escaped(path)}"')
            lines.append("}")
        if by_layer:
            raise OptionError(
                "TensorBoard: embeddings_metadata names {names}, and the model has no "
                "such Embedding layers.",
                names=", ".join(by_layer),
            )
        os.makedirs(self.log_dir, exist_ok=True)
        path = os.path.join(self.log_dir, "projector_config.pbtxt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))


def _number(value: Any) -> float:
    return float(np.mean(value))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _picture(values: Array) -> Array | None:
    """Return weights as pictures, None for those with too many axes, as Keras does."""
    values = np.squeeze(values)
    if values.ndim == 1:
        return values[None, :, None, None]
    if values.ndim == 2:
        if values.shape[0] > values.shape[1]:
            values = values.T
        return values[None, :, :, None]
    if values.ndim == 3:
        return values.transpose(2, 0, 1)[..., None]
    if values.ndim == 4 and values.shape[-1] in (1, 3, 4):
        return values
    return None
