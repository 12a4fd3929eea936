"""The training loop: compile, fit, evaluate, predict and their one-batch forms."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from engine import optimizers
from engine.callbacks.callback import Callback
from engine.callbacks.callback_list import CallbackList
from engine.callbacks.history import History
from engine.errors import DataError, OptionError, UnsupportedError
from engine.former_names import knows_former_names
from engine.graph.network import Network
from engine.graph.structure import pack_as, unpack_single
from engine.metrics import Metric
from engine.optimizers import Optimizer
from engine.parameters import Variable
from engine.random import SeedSource, generator, seed_source
from engine.training.arrays import (
    check_lengths,
    prepare_inputs,
    prepare_targets,
    prepare_weights,
    weights_of_classes,
)
from engine.training.batches import Batches, BatchReader, split_validation
from engine.training.compiled import Compiled, Direction, as_config
from engine.training.ends import Ends
from engine.training.steps import InferenceStep, TrainingStep, penalty_of
from engine.types import Array, Json

if TYPE_CHECKING:
    from engine.models import Model


KEPT_ROWS = 256
"""Memory of predictions in larger batches is given back, not kept for the next."""


class Trainer:
    """What a `Model` can do beyond being a layer: train, judge, predict.

    One run of ``fit`` calls the hooks of its callbacks in this order; ``stop_training``
    ends it after the present batch (then the epoch's validation and end hooks still
    run), an exception ends it without ``on_train_end``:

    ``train_begin (epoch_begin (train_batch_begin train_batch_end)* [test_begin
    (test_batch_begin test_batch_end)* test_end] epoch_end)* train_end``
    """

    def _init_training(self) -> None:
        self.optimizer: Optimizer | None = None
        self.loss: Any = None
        self.history = History()
        self.stop_training = False
        self.stop_evaluating = False
        self.stop_predicting = False
        self._compiled: Compiled | None = None
        self._compile_arguments: dict[str, Any] = {}
        self._training: TrainingStep | None = None
        self._inference: InferenceStep | None = None
        # A stream of its own, so that only training moves it; see `_next_seed`.
        self._seed_source: SeedSource | None = None
        self._seeds = SeedSource(0)

    # ------------------------------------------------------- to be written

    @property
    def network(self) -> Network:
        """The graph."""
        raise NotImplementedError

    @property
    def input_ends(self) -> Ends:
        """Names and order of the inputs."""
        raise NotImplementedError

    @property
    def output_ends(self) -> Ends:
        """Names and order of the outputs."""
        raise NotImplementedError

    @property
    def trainable_variables(self) -> list[Variable]:
        """Weights that training changes."""
        raise NotImplementedError

    @property
    def output_keys(self) -> list[str]:
        """Names of the outputs for losses and metrics; known before shapes are."""
        return self.output_ends.keys

    def ensure_network(self, x: Any) -> None:
        """Work out shapes from the first data, if that has not happened."""

    # ------------------------------------------------------------- compile

    @knows_former_names("compile", {})
    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        loss_weights: Any = None,
        metrics: Any = None,
        weighted_metrics: Any = None,
        run_eagerly: bool = False,
        steps_per_execution: int = 1,
        jit_compile: Any = "auto",
        auto_scale_loss: bool = True,
    ) -> None:
        """Set optimizer, losses and metrics.

        Which weights are trained is settled here, too: change ``trainable`` before.

        Parameters
        ----------
        optimizer : str or Optimizer, default="rmsprop"
            What changes the weights.
        loss : str, Loss, list or dict
            Loss of each output; one for all, a list in order, or a dict by name.
        loss_weights : list or dict of float, optional
            Factors of the losses in the total.
        metrics : list or dict, optional
            Metrics of each output.
        weighted_metrics : optional
            Not supported.
        run_eagerly, steps_per_execution, jit_compile, auto_scale_loss
            Accepted for Keras' sake; the engine has nothing to do for them.

        Raises
        ------
        OptionError, UnsupportedError
            If a name is unknown, or the number of entries is wrong.
        """
        del run_eagerly, steps_per_execution, jit_compile, auto_scale_loss
        if weighted_metrics:
            raise UnsupportedError(
                "compile: weighted_metrics are not supported. Use metrics."
            )
        arguments = {"loss": loss, "loss_weights": loss_weights, "metrics": metrics}
        compiled = self._make_compiled(arguments)
        self.optimizer = optimizers.get(optimizer)
        self.loss = loss
        self._compile_arguments = arguments
        self._compiled = compiled
        self._training = None

    def _make_compiled(self, arguments: dict[str, Any]) -> Compiled:
        return Compiled(
            arguments["loss"],
            arguments["loss_weights"],
            arguments["metrics"],
            self.output_keys,
            is_keyed=self._has_keyed_outputs,
        )

    @property
    def _has_keyed_outputs(self) -> bool:
        return self.output_ends.is_keyed

    @property
    def compiled(self) -> bool:
        """Whether `compile` has been called."""
        return self._compiled is not None

    @property
    def metrics(self) -> list[Metric]:
        """Metrics that compile was given, once the shapes of targets are known."""
        return [] if self._compiled is None else self._compiled.metrics

    @property
    def metrics_names(self) -> list[str]:
        """Names of the values in the list that `evaluate` returns."""
        return [] if self._compiled is None else self._compiled.value_names

    def metric_direction(self, name: str) -> Direction | None:
        """Return where better values of a log lie.

        Parameters
        ----------
        name : str
            Name in the logs, such as ``"val_accuracy"``.

        Returns
        -------
        {"up", "down"} or None
            None for values that are not the model's, or do not know.
        """
        return None if self._compiled is None else self._compiled.direction(name)

    def get_compile_config(self) -> dict[str, Json] | None:
        """Return what `compile` was given, as Keras writes it to files."""
        if self.optimizer is None:
            return None
        return {
            "optimizer": optimizers.serialize(self.optimizer),
            "loss": as_config(self._compile_arguments["loss"]),
            "loss_weights": self._compile_arguments["loss_weights"],
            "metrics": as_config(self._compile_arguments["metrics"]),
            "weighted_metrics": None,
            "run_eagerly": False,
            "steps_per_execution": 1,
            "jit_compile": "auto",
        }

    def _require_compiled(self, what: str) -> Compiled:
        if self._compiled is None:
            raise DataError(
                "{what}: the model is not compiled. Call "
                "model.compile(optimizer=..., loss=...) first.",
                what=what,
            )
        if self._compiled.output_names != self.output_keys:
            # Layers were added, or shapes worked out, since compile was called.
            self._compiled = self._make_compiled(self._compile_arguments)
        return self._compiled

    # --------------------------------------------------------------- steps

    def _next_seed(self) -> int:
        """Return a seed that predictions, and other models, have no influence on."""
        self._follow_seeds()
        return self._seeds.next_seed()

    def _follow_seeds(self) -> None:
        """Start anew after `set_random_seed`, and within `isolated_seeds`."""
        source = seed_source()
        if self._seed_source is not source:
            self._seed_source = source
            self._seeds = SeedSource(source.next_seed())
            self._training = None

    def _training_step(self) -> TrainingStep:
        assert self.optimizer is not None
        self._follow_seeds()
        variables = self.trainable_variables
        step = self._training
        if step is None or not step.fits(self.network, variables, self.optimizer):
            step = TrainingStep(
                self.network, variables, self.optimizer, self._next_seed()
            )
            self._training = step
        step.begin()
        return step

    def _inference_step(self, rows: int) -> InferenceStep:
        """Return what runs batches of up to so many samples."""
        if rows > KEPT_ROWS:
            return InferenceStep(self.network)
        if self._inference is None or not self._inference.fits(self.network):
            self._inference = InferenceStep(self.network)
        return self._inference

    # ----------------------------------------------------------------- fit

    @knows_former_names("fit", {"nb_epoch": "epochs"})
    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: int | str = "auto",
        callbacks: Iterable[Callback] | Callback | None = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool | str = True,
        class_weight: Any = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int | list[int] = 1,
    ) -> History:
        """Train the model.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            Inputs and targets, in the model's order or by name.
        batch_size : int, default=32
            Samples in a step.
        epochs : int, default=1
            Epoch number at which to stop, counted from 0 at the first `fit`.
        verbose : {0, 1, 2, "auto"}, default="auto"
            Nothing, a bar, or one line an epoch.
        callbacks : list of Callback
            Hooks.
        validation_split : float, default=0.0
            Share of the samples, from the end, kept for validation.
        validation_data : tuple (x, y) or (x, y, sample_weight)
            Samples for validation.
        shuffle : bool or "batch", default=True
            Whether samples come in a new order at each epoch; "batch" leaves each
            sample in its batch.
        class_weight : dict of int to float, optional
            Weight of the samples of each class in the loss.
        sample_weight : ndarray, list or dict of ndarray, optional
            Weight of each sample in the loss, for each output.
        initial_epoch : int, default=0
            Epoch to begin with.
        steps_per_epoch, validation_steps
            Not supported; must keep their default.
        validation_batch_size : int, optional
            Batch size of validation.
        validation_freq : int or list of int, default=1
            Validate every so many epochs, or after these epochs, counted from 1.

        Returns
        -------
        History
            Logs of the epochs.

        Raises
        ------
        DataError
            If arrays do not fit the model or each other.
        """
        _require_none(
            "fit", steps_per_epoch=steps_per_epoch, validation_steps=validation_steps
        )
        epochs = _whole("fit", "epochs", epochs, 0)
        initial_epoch = _whole("fit", "initial_epoch", initial_epoch, 0)
        size = _whole("fit", "batch_size", 32 if batch_size is None else batch_size, 1)
        validation_size = _whole(
            "fit",
            "validation_batch_size",
            size if validation_batch_size is None else validation_batch_size,
            1,
        )
        is_validated = _validation_rule(validation_freq)
        if isinstance(shuffle, str) and shuffle != "batch":
            raise OptionError(
                'fit: shuffle must be True, False or "batch". Received {shuffle!r}.',
                shuffle=shuffle,
            )
        data = self._prepare("fit", x, y, sample_weight, class_weight)
        validation: Batches | None = None
        if validation_data is not None:
            validation = self._prepare_validation(validation_data)
        elif validation_split:
            data, validation = split_validation(data, validation_split)
        compiled = self._require_compiled("fit")
        training = self._training_step()
        reader = BatchReader(data, size)
        hooks = self._hooks(
            callbacks, verbose, reader.steps, epochs, keeps_history=True
        )
        rng = generator(self._next_seed())
        listens = hooks.has_batch_hooks("train")
        logs: dict[str, float] = {}
        self.stop_training = False
        hooks.begin("train")
        for epoch in range(initial_epoch, epochs):
            compiled.reset()
            hooks.epoch_begin(epoch)
            order = reader.order(shuffle, rng)
            for number, batch in enumerate(reader.read(order)):
                if listens:
                    hooks.batch_begin("train", number)
                training.run(batch, compiled)
                if listens:
                    hooks.batch_end("train", number, compiled.results())
                if self.stop_training:
                    break
            logs = compiled.results()
            if validation is not None and is_validated(epoch + 1):
                judged = self._evaluate(validation, validation_size, hooks)
                logs |= {f"val_{name}": value for name, value in judged.items()}
                logs = dict(sorted(logs.items()))
            hooks.epoch_end(epoch, logs)
            if self.stop_training:
                break
        hooks.end("train", logs)
        return self.history

    @knows_former_names("train_on_batch", {})
    def train_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Do one step on one batch; return loss and metrics of the batch.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            One batch.
        sample_weight : ndarray, optional
            Weight of each sample.
        class_weight : dict of int to float, optional
            Weight of the samples of each class.
        return_dict : bool, default=False
            Whether to return a dict instead of a list.
        """
        batch = self._prepare("train_on_batch", x, y, sample_weight, class_weight)
        compiled = self._require_compiled("train_on_batch")
        training = self._training_step()
        compiled.reset()
        training.run(batch, compiled)
        logs = compiled.results()
        return logs if return_dict else compiled.as_list(logs)

    # ------------------------------------------------------------ evaluate

    @knows_former_names("evaluate", {})
    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Iterable[Callback] | Callback | None = None,
        return_dict: bool = False,
    ) -> Any:
        """Return loss and metrics over data.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            Inputs and targets.
        batch_size : int, default=32
            Samples in a step.
        verbose : {0, 1, 2, "auto"}
            Progress.
        sample_weight : ndarray, list or dict of ndarray, optional
            Weight of each sample.
        steps : None
            Not supported.
        callbacks : list of Callback
            Hooks.
        return_dict : bool, default=False
            Whether to return a dict by name instead of a list.

        Returns
        -------
        float, list of float, or dict
            The loss alone if there is nothing else. A list holds the loss, the losses
            of the outputs, then the metrics; see `metrics_names`.
        """
        _require_none("evaluate", steps=steps)
        size = _whole(
            "evaluate", "batch_size", 32 if batch_size is None else batch_size, 1
        )
        data = self._prepare("evaluate", x, y, sample_weight)
        compiled = self._require_compiled("evaluate")
        hooks = self._hooks(callbacks, verbose, -(-data.rows // size))
        logs = self._evaluate(data, size, hooks)
        return logs if return_dict else compiled.as_list(logs)

    def _evaluate(
        self, data: Batches, batch_size: int, hooks: CallbackList
    ) -> dict[str, float]:
        compiled = self._require_compiled("evaluate")
        inference = self._inference_step(min(batch_size, data.rows))
        listens = hooks.has_batch_hooks("test")
        self.stop_evaluating = False
        hooks.begin("test")
        compiled.reset()
        penalty = penalty_of(self.trainable_variables)
        for number, batch in enumerate(BatchReader(data, batch_size).read()):
            if listens:
                hooks.batch_begin("test", number)
            inference.evaluate(batch, compiled, penalty)
            if listens:
                hooks.batch_end("test", number, compiled.results())
            if self.stop_evaluating:
                break
        logs = compiled.results()
        hooks.end("test", logs)
        return logs

    @knows_former_names("test_on_batch", {})
    def test_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Return loss and metrics of one batch.

        Parameters
        ----------
        x, y : ndarray, list or dict of ndarray
            One batch.
        sample_weight : ndarray, optional
            Weight of each sample.
        return_dict : bool, default=False
            Whether to return a dict instead of a list.
        """
        batch = self._prepare("test_on_batch", x, y, sample_weight)
        compiled = self._require_compiled("test_on_batch")
        compiled.reset()
        penalty = penalty_of(self.trainable_variables)
        self._inference_step(batch.rows).evaluate(batch, compiled, penalty)
        logs = compiled.results()
        return logs if return_dict else compiled.as_list(logs)

    # ------------------------------------------------------------- predict

    @knows_former_names("predict", {})
    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        steps: int | None = None,
        callbacks: Iterable[Callback] | Callback | None = None,
    ) -> Any:
        """Return the outputs for data.

        Parameters
        ----------
        x : ndarray, list or dict of ndarray
            Inputs.
        batch_size : int, default=32
            Samples in a step.
        verbose : {0, 1, 2, "auto"}
            Progress.
        steps : None
            Not supported.
        callbacks : list of Callback
            Hooks.

        Returns
        -------
        ndarray, or list, tuple or dict of ndarray
            In the structure of the model's outputs; an array for a list of one.
        """
        _require_none("predict", steps=steps)
        size = _whole(
            "predict", "batch_size", 32 if batch_size is None else batch_size, 1
        )
        data = Batches(self._prepare_inputs(x), [])
        hooks = self._hooks(callbacks, verbose, -(-data.rows // size))
        self.stop_predicting = False
        hooks.begin("predict")
        outputs = self._predict(data, size, hooks)
        hooks.end("predict")
        return self._packed(outputs)

    def _predict(
        self, data: Batches, batch_size: int, hooks: CallbackList
    ) -> list[Array]:
        inference = self._inference_step(min(batch_size, data.rows))
        listens = hooks.has_batch_hooks("predict")
        outputs: list[Array] = []
        done = 0
        for number, batch in enumerate(BatchReader(data, batch_size).read()):
            if listens:
                hooks.batch_begin("predict", number)
            results = inference.predict(batch.x)
            if not outputs:
                outputs = [
                    np.empty((data.rows, *r.shape[1:]), r.dtype) for r in results
                ]
            rows = slice(done, done + batch.rows)
            for target, result in zip(outputs, results, strict=True):
                target[rows] = result
            done = rows.stop
            if listens:
                made = self._packed([target[rows] for target in outputs])
                hooks.batch_end("predict", number, {"outputs": made})
            if self.stop_predicting:
                break
        return [output[:done] for output in outputs]

    @knows_former_names("predict_on_batch", {})
    def predict_on_batch(self, x: Any) -> Any:
        """Return the outputs for one batch.

        Parameters
        ----------
        x : ndarray, list or dict of ndarray
            Inputs.
        """
        inputs = self._prepare_inputs(x)
        results = self._inference_step(len(inputs[0])).predict(inputs)
        return self._packed([result.copy() for result in results])

    def _packed(self, outputs: list[Array]) -> Any:
        return unpack_single(pack_as(self.output_ends.structure, outputs))

    # --------------------------------------------------------------- data

    def _prepare_inputs(self, x: Any) -> list[Array]:
        self.ensure_network(x)
        inputs = prepare_inputs(x, self.input_ends)
        check_lengths(zip(self.input_ends.keys, inputs, strict=True))
        return inputs

    def _prepare(
        self,
        what: str,
        x: Any,
        y: Any,
        sample_weight: Any = None,
        class_weight: Any = None,
    ) -> Batches:
        """Return checked arrays in the order of the model."""
        self._require_compiled(what)
        if sample_weight is not None and class_weight is not None:
            raise DataError(
                "{what}: give sample_weight or class_weight, not both.", what=what
            )
        self.ensure_network(x)
        compiled = self._require_compiled(what)
        ends = self.output_ends
        inputs = prepare_inputs(x, self.input_ends)
        targets = prepare_targets(y, ends, compiled.needed)
        if class_weight is not None:
            weights: list[Array | None] | None = [
                weights_of_classes(class_weight, targets)
            ]
        else:
            weights = prepare_weights(sample_weight, ends)
        check_lengths(
            [
                *zip(self.input_ends.keys, inputs, strict=True),
                *zip(ends.keys, targets, strict=True),
                *(("sample_weight", one) for one in weights or ()),
            ]
        )
        compiled.check(targets, [tensor.shape for tensor in ends.tensors])
        return Batches(inputs, targets, weights)

    def _prepare_validation(self, given: Any) -> Batches:
        if not isinstance(given, list | tuple) or not 2 <= len(given) <= 3:
            raise DataError(
                "fit: validation_data must be (x, y) or (x, y, sample_weight). "
                "Received {received}.",
                received=f"{type(given).__name__}({len(given)})"
                if isinstance(given, list | tuple)
                else type(given).__name__,
            )
        try:
            return self._prepare("fit", *given)
        except DataError as error:
            raise DataError("validation_data: {reason}", reason=error) from error

    # ----------------------------------------------------------- callbacks

    def _hooks(
        self,
        callbacks: Iterable[Callback] | Callback | None,
        verbose: int | str,
        steps: int,
        epochs: int = 1,
        *,
        keeps_history: bool = False,
    ) -> CallbackList:
        if not isinstance(verbose, int) and verbose != "auto":
            raise OptionError(
                'verbose must be 0, 1, 2 or "auto". Received {verbose!r}.',
                verbose=verbose,
            )
        return CallbackList(
            callbacks,
            cast("Model", self),
            add_history=keeps_history,
            add_progbar=verbose != 0,
            verbose=verbose,
            epochs=epochs,
            steps=steps,
        )

    def write(self, text: str) -> None:
        """Write progress to standard output, if there is one."""
        if sys.stdout is not None:
            sys.stdout.write(text)
            sys.stdout.flush()


def _require_none(what: str, **options: Any) -> None:
    for name, value in options.items():
        if value is not None:
            raise UnsupportedError(
                "{what}: {option} is not supported. Leave it out.",
                what=what,
                option=name,
            )


def _whole(what: str, name: str, value: Any, least: int) -> int:
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or value < least:
        raise DataError(
            "{what}: {option} must be a whole number of at least {least}. "
            "Received {value!r}.",
            what=what,
            option=name,
            least=least,
            value=value,
        )
    return int(value)


def _validation_rule(frequency: Any) -> Callable[[int], bool]:
    """Return whether to validate after an epoch, counted from 1."""
    if isinstance(frequency, list | tuple | set):
        epochs = {_whole("fit", "validation_freq", epoch, 1) for epoch in frequency}
        return lambda epoch: epoch in epochs
    every = _whole("fit", "validation_freq", frequency, 1)
    return lambda epoch: epoch % every == 0
