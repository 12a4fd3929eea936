"""Names that are others today: errors that say which, or what to use instead.

Of arguments, methods, names in modules, and modules that scripts import.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, Never, ParamSpec, TypeVar

from engine.errors import (
    EngineError,
    OptionError,
    Text,
    UnsupportedError,
    did_you_mean,
)

P = ParamSpec("P")
T = TypeVar("T")


_FORMER_ARGUMENTS = {
    "nb_epoch": "epochs",
    "samples_per_epoch": "steps_per_epoch",
    "nb_val_samples": "validation_steps",
    "val_samples": "steps",
    "generator": "x",
    "X": "x",
    "Y": "y",
    "lr": "learning_rate",
}
"""Today's names of arguments of methods of a model; for those that have them."""

_DATASET = Text("Give it to the constructor of your keras.utils.PyDataset.")
_SHAPE_OF_WEIGHTS = Text(
    "Give sample_weight with one number for each step of the outputs instead."
)
_GONE_ARGUMENTS = {
    "workers": _DATASET,
    "use_multiprocessing": _DATASET,
    "max_queue_size": _DATASET,
    "max_q_size": _DATASET,
    "nb_worker": _DATASET,
    "pickle_safe": _DATASET,
    "show_accuracy": Text('Write metrics=["accuracy"] in compile.'),
    "class_mode": Text("The loss says what the targets are like."),
    "theano_mode": Text("Leave it out."),
    "target_tensors": Text("Give targets to fit as y."),
    "sample_weight_mode": _SHAPE_OF_WEIGHTS,
    "distribute": Text("Leave it out."),
}
"""What to do without arguments that there are no more."""


def knows_former_names(
    where: str, former: Mapping[str, str]
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function refuse unknown arguments with the name they have today.

    Parameters
    ----------
    where : str
        Start of the message, such as ``"fit"``.
    former : mapping of str to str
        Today's name for each old one.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        known = tuple(name for name in inspect.signature(function).parameters)

        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            for name in kwargs:
                if name in known:
                    continue
                today = former.get(name, _FORMER_ARGUMENTS.get(name))
                if today in known:
                    raise OptionError(
                        '{where}: argument "{old}" is called "{new}" today. '
                        "Write {new}=... instead.",
                        where=where,
                        old=name,
                        new=today,
                    )
                if name in _GONE_ARGUMENTS:
                    raise OptionError(
                        '{where}: there is no argument "{name}" any more. {advice}',
                        where=where,
                        name=name,
                        advice=_GONE_ARGUMENTS[name],
                    )
                raise OptionError(
                    '{where}: there is no argument "{name}".{hint} Arguments: {names}.',
                    where=where,
                    name=name,
                    hint=did_you_mean(name, known),
                    names=", ".join(n for n in known if n != "self"),
                )
            return function(*args, **kwargs)

        return checked

    return decorate


_FORMER_ATTRIBUTES = {
    "predict_classes": Text(
        "Use np.argmax(model.predict(x), axis=-1), or model.predict(x) > 0.5 for a "
        "single sigmoid unit."
    ),
    "predict_proba": Text("Use model.predict(x)."),
    "fit_generator": Text("Use model.fit(generator, steps_per_epoch=...)."),
    "evaluate_generator": Text("Use model.evaluate(generator, steps=...)."),
    "predict_generator": Text("Use model.predict(generator, steps=...)."),
    "to_yaml": Text("Use model.to_json()."),
    "train_function": Text("Use model.train_on_batch(x, y)."),
    "total_loss": Text("Use model.evaluate(x, y)."),
    "state_updates": Text("Use model.non_trainable_weights."),
    "train_step": Text("Use model.train_on_batch(x, y)."),
    "test_step": Text("Use model.test_on_batch(x, y)."),
    "predict_step": Text("Use model.predict_on_batch(x)."),
    "input_shape": Text("Use layer.input.shape, or layer.get_input_shape_at(0)."),
    "output_shape": Text("Use layer.output.shape, or layer.get_output_shape_at(0)."),
    "lr": Text("Use optimizer.learning_rate."),
    "minimize": Text(
        "Use model.fit or model.train_on_batch, or optimizer.apply(gradients, "
        "variables)."
    ),
    "get_updates": Text("Use optimizer.apply(gradients, variables)."),
}


def missing_attribute(owner: object, name: str) -> AttributeError:
    """Return the error for an attribute that does not exist, with what to use instead.

    Parameters
    ----------
    owner : object
        The object asked.
    name : str
        What was asked for.
    """
    advice: str | None = _FORMER_ATTRIBUTES.get(name)
    if advice is None:
        public = [known for known in dir(owner) if not known.startswith("_")]
        advice = did_you_mean(name, public).strip()
    if not advice and vars(owner).get("built") is False:
        advice = "Weights exist after the first call on data, or build(input_shape)."
    text = f"A {type(owner).__name__} has no {name!r}."
    return AttributeError(f"{text} {advice}" if advice else text)


class NamesAttributes:
    """Base of classes whose missing attributes say what is used today, or was meant."""

    if not TYPE_CHECKING:  # checkers would take any attribute for granted

        def __getattr__(self, name: str) -> Any:
            """Say what attributes are called today, or what was meant."""
            if inspect.getattr_static(type(self), name, None) is not None:
                # A property has raised an AttributeError of its own: let it through.
                return object.__getattribute__(self, name)
            raise missing_attribute(self, name)


_FORMER_LAYERS = {
    "Lambda": Text(
        "Write a subclass of keras.layers.Layer with a method call, or use keras.ops "
        "on the tensors: then files say what is computed."
    ),
    "Merge": Text(
        "Use Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate or Dot: "
        "keras.layers.Add()([a, b])."
    ),
    "merge": Text(
        "Use add, subtract, multiply, average, maximum, minimum, concatenate or dot: "
        "keras.layers.concatenate([a, b])."
    ),
    "TimeDistributedDense": Text(
        "Use keras.layers.Dense, which is applied to every step of a sequence."
    ),
    "MaxoutDense": Text(
        "Use Dense(pieces * units), Reshape((pieces, units)) and "
        "keras.ops.max(x, axis=1)."
    ),
    "Highway": Text(
        "Write it with layers: Dense(units, activation) for the new values, "
        'Dense(units, activation="sigmoid") for the gate, Multiply and Add.'
    ),
    "ThresholdedReLU": Text("Use keras.layers.ReLU(threshold=...)."),
    "SReLU": Text("Use keras.layers.PReLU or ReLU."),
    "ParametricSoftplus": Text("Use keras.layers.PReLU."),
    "Deconvolution2D": Text("Use keras.layers.Conv2DTranspose."),
    "Deconvolution3D": Text("Use keras.layers.Conv3DTranspose."),
    "AtrousConvolution1D": Text("Use keras.layers.Conv1D(dilation_rate=...)."),
    "AtrousConvolution2D": Text("Use keras.layers.Conv2D(dilation_rate=...)."),
    "CuDNNLSTM": Text("Use keras.layers.LSTM."),
    "CuDNNGRU": Text("Use keras.layers.GRU."),
    "SyncBatchNormalization": Text("Use keras.layers.BatchNormalization."),
}


_FORMER_NAMES: dict[str, dict[str, Text]] = {
    "keras.layers": _FORMER_LAYERS,
    "keras.random": {
        name: Text(
            "Draw numbers with numpy.random.default_rng(seed), also within a method "
            "call of a layer."
        )
        for name in (
            *("SeedGenerator", "normal", "truncated_normal", "uniform", "randint"),
            *("categorical", "gamma", "beta", "binomial", "dropout", "shuffle"),
        )
    },
    "keras.utils": {
        "np_utils": Text("Use keras.utils.to_categorical and normalize."),
        "vis_utils": Text("Use keras.utils.plot_model and model_to_dot."),
        "layer_utils": Text("Use model.summary() and keras.utils.count_params."),
        "generic_utils": Text("Use keras.utils.custom_object_scope."),
        "io_utils": Text("Use h5py and keras.utils.PyDataset."),
        "data_utils": Text("Use keras.utils.PyDataset."),
        "HDF5Matrix": Text("Use h5py and keras.utils.PyDataset."),
        "CustomObjectsScope": Text("Use keras.utils.custom_object_scope."),
        "OrderedEnqueuer": Text("Use keras.utils.PyDataset(workers=...)."),
        "GeneratorEnqueuer": Text("Use keras.utils.PyDataset(workers=...)."),
        "multi_gpu_model": Text("Training runs on processors here."),
        "get_file": Text("Nothing is downloaded here: give the path of a file."),
        "plot": Text("Use keras.utils.plot_model."),
        "image_dataset_from_directory": Text(
            "Read the images yourself, with Pillow, and give arrays or a "
            "keras.utils.PyDataset."
        ),
        "text_dataset_from_directory": Text(
            "Read the texts yourself and give arrays or a keras.utils.PyDataset."
        ),
    },
    "keras.callbacks": {
        "RemoteMonitor": Text(
            "Send the logs yourself, with keras.callbacks.LambdaCallback("
            "on_epoch_end=...)."
        ),
        "BaseLogger": Text("Logs hold means already. Leave it out."),
        "OrbaxCheckpoint": Text("Use keras.callbacks.ModelCheckpoint."),
        "ProgressBar": Text("Use verbose=1 in fit."),
    },
    "keras.preprocessing": {
        "text": Text("Number the words yourself, and use keras.utils.pad_sequences."),
        "image": Text("Read the images yourself, with Pillow."),
        "image_dataset_from_directory": Text(
            "Read the images yourself, with Pillow, and give arrays or a "
            "keras.utils.PyDataset."
        ),
        "text_dataset_from_directory": Text(
            "Read the texts yourself and give arrays or a keras.utils.PyDataset."
        ),
    },
    "keras.preprocessing.sequence": {
        "make_sampling_table": Text("Compute it with NumPy."),
        "skipgrams": Text("Compute them with NumPy."),
        "TimeseriesGenerator": Text("Use keras.utils.timeseries_dataset_from_array."),
    },
    "keras.models": {
        "Graph": Text("Use keras.Model(inputs, outputs)."),
        "model_from_yaml": Text("Use keras.models.model_from_json."),
        "model_from_config": Text("Use keras.Model.from_config."),
    },
    "keras": {
        "wrappers": Text("Write the wrapper for scikit-learn yourself."),
        "applications": Text("Load a model from a file with keras.models.load_model."),
        "engine": Text("Use keras.layers.Layer and keras.Model."),
        "objectives": Text("Use keras.losses."),
        "backend": Text(
            "Use keras.ops, where K.mean is keras.ops.mean; there are no sessions."
        ),
        "config": Text(
            "Give dtype=... and data_format=... to the layers: the file keras.json is "
            "not read."
        ),
        "mixed_precision": Text("Give dtype=... to the layers."),
    },
}
"""What to use in place of names that modules of Keras had, or have; by module."""

_FORMER_MODULES = {
    **{
        f"engine.layers.{name}": Text("Use keras.layers.")
        for name in (
            *("core", "convolutional", "pooling", "recurrent", "embeddings", "noise"),
            *("normalization", "advanced_activations", "wrappers", "local"),
            *("convolutional_recurrent", "extra", "containers"),
        )
    },
    **{
        f"{package.replace('keras', 'engine', 1)}.{name}": advice
        for package in ("keras", "keras.utils", "keras.preprocessing")
        for name, advice in _FORMER_NAMES[package].items()
        if name.islower()
    },
}
"""What to use in place of modules that Keras had: those of imports in old scripts."""


class FormerNameError(EngineError, ImportError):
    """A name that Keras had, or that exists in Keras only; says what to use."""


def missing_name(module: str, name: str) -> Exception:
    """Return the error for a name that a module does not have.

    Parameters
    ----------
    module : str
        Keras' name of the module, such as ``"keras.utils"``.
    name : str
        What was asked for.
    """
    advice = _FORMER_NAMES.get(module, {}).get(name)
    if advice is None:
        return AttributeError(f"module {module!r} has no attribute {name!r}")
    # No AttributeError: an import from the module would hide its text.
    return FormerNameError(
        "There is no {module}.{name} here. {advice}",
        module=module,
        name=name,
        advice=advice,
    )


def missing_layer(name: str, known: Iterable[str]) -> Exception:
    """Return the error for a layer that does not exist, with what to use instead.

    Parameters
    ----------
    name : str
        What was asked for.
    known : iterable of str
        Names of the layers that exist.
    """
    advice = _FORMER_LAYERS.get(name)
    if advice is None:
        hint = did_you_mean(name, known)
        return AttributeError(f"There is no layer called {name!r}.{hint}")
    # No AttributeError: an import from the module would hide its text.
    return UnsupportedError(
        "There is no layer {name}. {advice}", name=name, advice=advice
    )


class _FormerModules(MetaPathFinder):
    """Asked last of all finders: refuses modules that Keras had, with advice."""

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> None:
        """Raise if there was such a module."""
        del path, target
        advice = _FORMER_MODULES.get(fullname)
        if advice is not None:
            raise FormerNameError(
                "There is no module {module} any more. {advice}",
                module=fullname.replace("engine", "keras", 1),
                advice=advice,
            )


sys.meta_path.append(_FormerModules())


class _Part(ModuleType):
    """A module of the engine that may be taken for what Keras had under its name.

    As in ``from keras.optimizers import adam``, once a class, and in
    ``from keras.layers.pooling import MaxPooling2D``.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Never:
        """Name the class that is meant."""
        del args, kwargs
        package, _, name = self.__name__.rpartition(".")
        letters = name.replace("_", "")
        for known in vars(sys.modules[package]):
            if known.lower() == letters and known != name:
                raise FormerNameError(
                    "{module}.{old} is not a class. Use {module}.{new}.",
                    module=package.replace("engine", "keras", 1),
                    old=name,
                    new=known,
                )
        raise TypeError("'module' object is not callable")

    def __getattr__(self, name: str) -> Never:
        package = self.__name__.rpartition(".")[0]
        if name in vars(sys.modules[package]) and not name.startswith("_"):
            raise FormerNameError(
                "There is no {module}.{name}. Use {package}.{name}.",
                module=self.__name__.replace("engine", "keras", 1),
                name=name,
                package=package.replace("engine", "keras", 1),
            )
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


def explain_parts(package: ModuleType) -> None:
    """Make the modules of a package say what to use when they are taken for more.

    Parameters
    ----------
    package : module
        A package that offers one class of each of its modules.
    """
    for name, part in vars(package).items():
        if type(part) is ModuleType and part.__name__ == f"{package.__name__}.{name}":
            part.__class__ = _Part
