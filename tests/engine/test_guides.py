"""Scripts as in Keras' guides, from equal weights, beside real Keras.

Each function is a script with the framework as its argument; it returns numbers. After
them stand the usual mistakes, each with the error that a user must get.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import EngineError
from tests.engine.with_keras import Cases, assert_close, set_same_weights

RNG = np.random.default_rng(8)
X = RNG.normal(size=(24, 6)).astype("float32")
Y = (X[:, :1] > 0).astype("float32")
CLASSES = np.arange(24) % 3
PICTURES = RNG.normal(size=(12, 8, 8, 1)).astype("float32")
WORDS = RNG.integers(1, 12, (12, 7))
WORDS[:, 5:] = 0
WORDS[3, 2:] = 0
SERIES = RNG.normal(size=(12, 5, 3)).astype("float32")

guide = Cases()


def fit(model: Any, x: Any, y: Any, **options: Any) -> Any:
    """Train without mixing; return curves and predictions."""
    options = {"epochs": 2, "batch_size": 8, **options}
    history = model.fit(x, y, shuffle=False, verbose=0, **options)
    size = options["batch_size"]
    return history.history, model.predict(x, batch_size=size, verbose=0)


@guide
def functional_api_with_several_inputs_and_outputs(k: Any) -> Any:
    title = k.Input((7,), name="title")
    tags = k.Input((6,), name="tags")
    words = k.layers.LSTM(4)(k.layers.Embedding(12, 5)(title))
    x = k.layers.concatenate([words, tags])
    priority = k.layers.Dense(1, name="priority")(x)
    department = k.layers.Dense(3, name="department")(x)
    model = k.Model(inputs=[title, tags], outputs={"p": priority, "d": department})
    set_same_weights(model)
    model.compile(
        optimizer=k.optimizers.RMSprop(1e-2),
        loss={
            "p": k.losses.BinaryCrossentropy(from_logits=True),
            "d": k.losses.SparseCategoricalCrossentropy(from_logits=True),
        },
        loss_weights={"p": 1.0, "d": 0.2},
        metrics={"d": ["accuracy"]},
    )
    x = {"title": WORDS, "tags": X[:12]}
    curves, predicted = fit(model, x, {"p": Y[:12], "d": CLASSES[:12]})
    return curves, predicted["p"], predicted["d"]


@guide
def residual_convolutions(k: Any) -> Any:
    inputs = k.Input(shape=(8, 8, 1), name="img")
    x = k.layers.Conv2D(4, 3, activation="relu")(inputs)
    block_1 = k.layers.MaxPooling2D(2)(x)
    x = k.layers.Conv2D(4, 3, activation="relu", padding="same")(block_1)
    x = k.layers.BatchNormalization()(x)
    block_2 = k.layers.add([x, block_1])
    x = k.layers.GlobalAveragePooling2D()(block_2)
    outputs = k.layers.Dense(3)(k.layers.Dropout(0.0)(x))
    model = set_same_weights(k.Model(inputs, outputs, name="toy_resnet"))
    model.compile(
        optimizer=k.optimizers.SGD(1e-2, momentum=0.9),
        loss=k.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["acc"],
    )
    return fit(model, PICTURES, CLASSES[:12], validation_split=0.25)


@guide
def autoencoder_from_two_models(k: Any) -> Any:
    encoder_input = k.Input(shape=(8, 8, 1))
    x = k.layers.Conv2D(3, 3, activation="tanh")(encoder_input)
    x = k.layers.MaxPooling2D(3)(x)
    encoder = k.Model(encoder_input, k.layers.Flatten()(x), name="encoder")
    decoder_input = k.Input(shape=(12,))
    x = k.layers.Reshape((2, 2, 3))(decoder_input)
    x = k.layers.UpSampling2D(2)(x)
    x = k.layers.Conv2DTranspose(2, 3, activation="relu")(x)
    x = k.layers.Conv2DTranspose(1, 3)(x)
    decoder = k.Model(decoder_input, x, name="decoder")
    whole = k.Input(shape=(8, 8, 1))
    model = set_same_weights(k.Model(whole, decoder(encoder(whole)), name="both"))
    model.compile("adam", "mse")
    return [*fit(model, PICTURES, PICTURES), encoder.predict(PICTURES, verbose=0)]


@guide
def transfer_learning(k: Any) -> Any:
    base = k.Sequential(
        [
            k.Input((6,)),
            k.layers.Dense(5, activation="relu"),
            k.layers.BatchNormalization(),
        ]
    )
    base.trainable = False
    inputs = k.Input((6,))
    x = base(inputs, training=False)
    model = set_same_weights(k.Model(inputs, k.layers.Dense(1)(x)))
    loss = k.losses.BinaryCrossentropy(from_logits=True)
    metrics = [k.metrics.BinaryAccuracy()]
    model.compile(k.optimizers.Adam(1e-2), loss=loss, metrics=metrics)
    counts = [len(model.trainable_weights), len(model.non_trainable_weights)]
    first = fit(model, X, Y)
    base.trainable = True
    base.layers[0].trainable = False
    counts += [len(model.trainable_weights), len(model.non_trainable_weights)]
    model.compile(k.optimizers.Adam(1e-3), loss=loss, metrics=metrics)
    second = fit(model, X, Y, epochs=1)
    return counts, first, second, model.get_weights()


@guide
def masking_and_padding(k: Any) -> Any:
    raw = [[7, 9, 2], [7, 3, 2, 9, 1], [8, 3]]
    padded = k.utils.pad_sequences(raw, padding="post", maxlen=4, truncating="post")
    embedding = k.layers.Embedding(12, 4, mask_zero=True)
    embedded = embedding(padded)
    mask = embedding.compute_mask(padded)
    masked = k.layers.Masking().compute_mask(np.zeros((2, 3, 1), "float32"))
    inputs = k.Input((None,), dtype="int32")
    x = k.layers.Embedding(12, 4, mask_zero=True)(inputs)
    x = k.layers.Bidirectional(k.layers.GRU(3, return_sequences=True))(x)
    x = k.layers.TimeDistributed(k.layers.Dense(2))(x)
    outputs = k.layers.Dense(1)(k.layers.LSTM(3)(x))
    model = set_same_weights(k.Model(inputs, outputs))
    model.compile("sgd", "mse")
    return (
        padded,
        list(embedded.shape),
        np.asarray(mask),
        np.asarray(masked),
        fit(model, WORDS, Y[:12]),
    )


@guide
def stateful_layers_across_batches(k: Any) -> Any:
    inputs = k.Input(batch_shape=(4, 5, 3))
    layer = k.layers.LSTM(4, stateful=True)
    model = set_same_weights(k.Model(inputs, k.layers.Dense(1)(layer(inputs))))
    paragraphs = SERIES[:4], SERIES[4:8], SERIES[8:]
    first = [np.asarray(model(part)) for part in paragraphs]
    layer.reset_states()
    # Keras on JAX forgets states within fit and predict: only calls can be compared.
    return first, np.asarray(model(paragraphs[0]))


@guide
def encoder_and_decoder_with_states(k: Any) -> Any:
    encoder_input = k.Input((None,))
    embedded = k.layers.Embedding(12, 4)(encoder_input)
    output, state_h, state_c = k.layers.LSTM(3, return_state=True)(embedded)
    decoder_input = k.Input((None,))
    embedded = k.layers.Embedding(12, 4)(decoder_input)
    decoder = k.layers.LSTM(3, return_sequences=True, return_state=True)
    steps, _, _ = decoder(embedded, initial_state=[state_h, state_c])
    outputs = k.layers.Dense(12, activation="softmax")(steps)
    model = set_same_weights(k.Model([encoder_input, decoder_input], outputs))
    model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
    trained = fit(model, [WORDS, WORDS[:, :5]], WORDS[:, 1:6])
    states = k.Model(encoder_input, [state_h, state_c]).predict(WORDS, verbose=0)
    del output
    return trained, states


@guide
def recurrent_cells_and_wrappers(k: Any) -> Any:
    inputs = k.Input((5, 3))
    cells = k.layers.StackedRNNCells([k.layers.LSTMCell(3), k.layers.GRUCell(2)])
    one = k.layers.RNN(cells, return_sequences=True)(inputs)
    both = k.layers.Bidirectional(
        k.layers.SimpleRNN(2), merge_mode="sum", backward_layer=None
    )(one)
    model = set_same_weights(k.Model(inputs, k.layers.Dense(1)(both)))
    model.compile("adam", "mae")
    return fit(model, SERIES, Y[:12])


@guide
def transformer_block(k: Any) -> Any:
    class TokensAndPositions(k.layers.Layer):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.token_emb = k.layers.Embedding(12, 4)
            self.pos_emb = k.layers.Embedding(7, 4)

        def call(self, x: Any) -> Any:
            positions = k.ops.arange(start=0, stop=k.ops.shape(x)[-1], step=1)
            return self.token_emb(x) + self.pos_emb(positions)

    inputs = k.Input((7,), dtype="int32")
    x = TokensAndPositions()(inputs)
    attended = k.layers.MultiHeadAttention(num_heads=2, key_dim=4)(x, x)
    x = k.layers.LayerNormalization(epsilon=1e-6)(x + attended)
    forward = k.Sequential([k.layers.Dense(8, activation="relu"), k.layers.Dense(4)])
    x = k.layers.LayerNormalization(epsilon=1e-6)(x + forward(x))
    x = k.layers.GlobalAveragePooling1D()(x)
    outputs = k.layers.Dense(3, activation="softmax")(x)
    model = set_same_weights(k.Model(inputs, outputs))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fit(model, WORDS, CLASSES[:12])


@guide
def weights_of_classes_and_samples(k: Any) -> Any:
    model = k.Sequential([k.Input((6,)), k.layers.Dense(3, activation="softmax")])
    set_same_weights(model)
    model.compile(
        "sgd",
        "sparse_categorical_crossentropy",
        weighted_metrics=["accuracy"],
    )
    first = fit(model, X, CLASSES, class_weight={0: 1.0, 1: 2.0, 2: 0.5})
    return first, fit(model, X, CLASSES, sample_weight=np.linspace(0, 1, 24))


@guide
def schedules_and_callbacks(k: Any) -> Any:
    schedule = k.optimizers.schedules.ExponentialDecay(
        0.1, decay_steps=3, decay_rate=0.9, staircase=True
    )
    model = set_same_weights(k.Sequential([k.Input((6,)), k.layers.Dense(1)]))
    model.compile(k.optimizers.SGD(schedule), "mse")
    first = fit(model, X, Y)
    model.compile(k.optimizers.SGD(0.1), "mse")
    seen: list[Any] = []
    second = fit(
        model,
        X,
        Y,
        epochs=6,
        validation_data=(X[:8], 1 - Y[:8]),
        callbacks=[
            k.callbacks.LearningRateScheduler(lambda epoch, lr: lr * 0.9),
            k.callbacks.ReduceLROnPlateau(patience=1, factor=0.5, monitor="val_loss"),
            k.callbacks.EarlyStopping(patience=3, restore_best_weights=True),
            k.callbacks.LambdaCallback(
                on_epoch_end=lambda epoch, logs: seen.append([epoch, logs["loss"]])
            ),
        ],
    )
    return first, second, seen, model.get_weights()


@guide
def batches_of_a_series_by_a_dataset(k: Any) -> Any:
    class Windows(k.utils.PyDataset):  # type: ignore[misc]
        def __len__(self) -> int:
            return 3

        def __getitem__(self, index: int) -> Any:
            rows = slice(index * 4, index * 4 + 4)
            return SERIES[rows], SERIES[rows, -1, :1]

    model = k.Sequential(
        [
            k.Input((5, 3)),
            k.layers.Conv1D(4, 3, padding="causal", activation="relu"),
            k.layers.GlobalMaxPooling1D(),
            k.layers.Dense(1),
        ]
    )
    set_same_weights(model)
    model.compile("adam", "mse", metrics=["mae"])
    history = model.fit(Windows(), epochs=2, shuffle=False, verbose=0)
    return history.history, model.predict(Windows(), verbose=0)


@guide
def shared_layers_and_inner_outputs(k: Any) -> Any:
    shared = k.layers.Embedding(12, 4)
    a, b = k.Input((7,), dtype="int32"), k.Input((7,), dtype="int32")
    encode = k.layers.GRU(3, name="encode")
    left, right = encode(shared(a)), encode(shared(b))
    near = k.layers.Dot(axes=1, normalize=True)([left, right])
    model = set_same_weights(k.Model([a, b], near))
    model.compile("adam", "mse")
    trained = fit(model, [WORDS, WORDS[::-1]], Y[:12])
    features = k.Model(model.inputs[0], model.get_layer("encode").output)
    return trained, features.predict(WORDS, verbose=0), model.count_params()


@guide
def layer_written_the_keras_way(k: Any) -> Any:
    class Linear(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, units: int = 2, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units

        def build(self, input_shape: Any) -> None:
            self.w = self.add_weight(
                shape=(input_shape[-1], self.units), initializer="random_normal"
            )
            self.b = self.add_weight(shape=(self.units,), initializer="zeros")

        def call(self, inputs: Any) -> Any:
            return k.ops.matmul(inputs, self.w) + self.b

    model = k.Sequential([k.Input((6,)), Linear(4), k.layers.ReLU(), Linear(1)])
    set_same_weights(model)
    model.compile("adam", lambda y, p: k.ops.mean(k.ops.square(y - p), axis=-1))
    return fit(model, X, Y)


@guide
def steps_by_hand(k: Any) -> Any:
    model = k.Sequential([k.Input((6,)), k.layers.Dense(3), k.layers.Softmax()])
    set_same_weights(model)
    model.compile(
        k.optimizers.AdamW(1e-2, clipnorm=0.5),
        k.losses.CategoricalCrossentropy(label_smoothing=0.1),
        metrics=[k.metrics.TopKCategoricalAccuracy(2, name="top"), k.metrics.AUC()],
    )
    one_hot = k.utils.to_categorical(CLASSES, 3)
    losses = []
    for start in range(0, 24, 8):
        rows = slice(start, start + 8)
        logs = model.train_on_batch(X[rows], one_hot[rows], return_dict=True)
        losses.append(float(logs["loss"]))
    tested = model.test_on_batch(X, one_hot)
    evaluated = model.evaluate(X, one_hot, batch_size=7, verbose=0)
    return losses, [float(v) for v in tested], evaluated, model.predict_on_batch(X)


@pytest.mark.parametrize("name", guide)
def test_guides_give_the_numbers_of_keras(name: str) -> None:
    assert_close(guide[name], rtol=1e-4, atol=2e-5)


# ------------------------------------------------------------------- mistakes


def chain(
    units: int = 1, activation: str | None = None, loss: Any = "mse", **options: Any
) -> Any:
    """A compiled model for samples of 4 numbers; uncompiled without a loss."""
    model = engine.Sequential(
        [engine.Input((4,), name="in"), layers.Dense(units, activation, name="out")]
    )
    if loss is not None:
        model.compile("sgd", loss, **options)
    return model


NAMES = {
    "keras": engine,
    "layers": layers,
    "np": np,
    "chain": chain,
    "x": np.ones((8, 4)),
    "y": np.ones((8, 1)),
    "kinds": np.arange(8) % 3,
    "i": lambda *shape: engine.Input(shape),
}
SPARSE = "chain(3, 'softmax', 'sparse_categorical_crossentropy')"
MISTAKES: dict[str, str] = {
    # Shapes of data
    "chain().fit(np.ones((8, 5)), y)": 'input "in": each sample must have shape (4,). '
    "Received (5,)",
    "chain().predict([1, 2, 3, 4])": "received a single sample of shape (4,). Give it",
    "chain()(np.ones((8, 5)))": "each sample must have shape (4,). Received (5,)",
    "chain().fit([[1, 2], [3]], y)": "rows have different lengths. Pad them",
    "chain().fit(x, np.ones((7, 1)))": "same number of samples. Received in: 8, out: 7",
    "chain().fit([x, x], y)": "has 1 inputs (in): give a list of 1 arrays",
    "chain().fit({'a': x}, y)": 'no array for input "in". Received a.',
    "chain().fit(x, {'z': y})": 'no array for output "out". Received z.',
    "chain().fit(x, [y, y])": "has 1 outputs (out)",
    # Values
    "chain().fit(np.full((8, 4), np.nan), y)": "is NaN or infinite",
    "chain().fit(np.ones((0, 4)), np.ones((0, 1)))": "The data has no samples.",
    "chain().fit(x.astype(str), y)": "must be numbers. Received text",
    # Compile
    "chain(loss=None).fit(x, y)": "not compiled. Call model.compile(optimizer=..., los",
    "chain().compile('mse', 'sgd')": 'There is no loss called "sgd".',
    "chain().compile('sgd', los='mse')": 'no argument "los". Did you mean "loss"',
    "chain(metrics='acuracy')": 'no metric called "acuracy". Did you mean "accuracy"',
    "chain(loss={'z': 'mse'}).fit(x, y)": 'loss names "z", which is no output.',
    "chain(loss=3)": "The loss must be a name such as",
    # Losses and targets that do not go together
    "chain(3, 'softmax', 'categorical_crossentropy').fit(x, kinds)": "For class "
    "numbers use sparse_categorical_crossentropy",
    f"{SPARSE}.fit(x, np.eye(3)[kinds])": "For one-hot targets use categorical_cross",
    f"{SPARSE}.fit(x, np.arange(8))": "must lie in 0 .. 2. Received 3 in sample 3. "
    "Give the last layer 8 units",
    f"{SPARSE}.fit(x, kinds - 1)": "Received -1 in sample 0",
    f"{SPARSE}.fit(x, kinds + 0.5)": "needs whole class numbers",
    "chain(1, 'sigmoid', 'binary_crossentropy').fit(x, 3 * y)": "between 0 and 1",
    "chain(2).fit(x, y)": "Give the last layer 1 unit(s)",
    "chain().fit(x)": "need targets. Give them as y.",
    # Arguments of fit
    "chain().fit(x, y, epochs='3')": "epochs must be a whole number",
    "chain().fit(x, y, batch_size=0)": "batch_size must be a whole number of at least",
    "chain().fit(x, y, validation_split=2)": "must lie between 0 and 1",
    "chain().fit(x, y, validation_data=(x,))": "must be (x, y) or (x, y, sample_weight",
    "chain().fit(x, y, callbacks=[3])": "must be an object of a Callback class",
    "chain().fit(x, y, sample_weight=np.ones(3))": "sample_weight: 3",
    "chain().fit(item for item in [])": "The generator yields nothing.",
    "chain().fit(iter([x]))": "must yield tuples",
    # Options
    "layers.Dense(5, activaton='relu')": 'Did you mean "activation"',
    "layers.Dense(5, 'rellu')": 'no activation called "rellu". Did you mean "relu"',
    "layers.Dense()": "option units is missing",
    "layers.Dense('3')": "must be a whole number. Received '3'",
    "layers.Dense(0)": "units must be at least 1. Received 0",
    "layers.Dropout(1.5)": "rate must be at most 1",
    "layers.Conv2D(3, 3, padding='smae')": "one of valid, same. Received 'smae'. Did",
    "layers.LSTM(3, return_sequence=True)": 'Did you mean "return_sequences"',
    "layers.MultiHeadAttention(num_heads=2)": "option key_dim is missing",
    "layers.TimeDistributed(3)": "layer must be a layer. Received 3",
    "layers.Bidirectional(layers.Dense(3))": "must be recurrent ones",
    "keras.optimizers.Adam('fast')": "learning_rate must be a number, a schedule",
    # Shapes of layers
    "layers.Dense(3)(i(None))": "size of axis -1 of its input must be known",
    "layers.Dense(2)(layers.Flatten()(i(None, 3)))": "Give Input a full shape",
    "layers.Conv2D(3, 3)(i(8, 8))": "Add an axis for channels with Reshape((8, 8, 1))",
    "layers.Conv2D(3, 9)(i(8, 8, 1))": "a window of 9x9 does not fit an input of 8x8",
    "layers.LSTM(3)(i(8))": "Its axes are steps and features",
    "layers.Reshape((5,))(i(4))": "Choose sizes whose product is 4",
    "layers.Add()([i(3), i(4)])": "all inputs must have the same shape",
    "layers.Concatenate()([i(3, 2), i(4, 2)])": "same shape except along axis -1",
    "layers.MultiHeadAttention(2, 3)(i(3, 4))": "call it with a query and a value",
    "layers.Embedding(5, 3)(np.array([[7]]))": "tokens must lie between 0 and 4",
    # Models
    "keras.Model(i(3), i(3))": "is not among the inputs of the model",
    "keras.Model(3, 4)": "must be symbolic tensors, made by keras.Input",
    "keras.Sequential([layers.Dense])": "needs a layer. Received <class",
    "keras.Sequential(layers.Dense(3))": "needs a list of layers",
    "chain().get_layer('nope')": 'no layer "nope". Layers: out',
    "chain().set_weights([np.ones(3)])": "has 2 weights. Received 1 arrays",
    "chain().layers[0].kernel.assign(np.ones(3))": "shape must be (4, 1). Received (3,",
    "keras.models.load_model('nope.keras')": "nope.keras: there is no such file",
    "chain().save('nope/x.keras')": "the folder does not exist",
    "np.mean(i(3))": "is symbolic and has no values",
    # Utilities
    "keras.utils.to_categorical([0, 5], 3)": "classes must lie between 0 and 2",
    "keras.utils.pad_sequences([1, 2])": "needs a list of sequences",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_mistakes_are_explained(line: str) -> None:
    with pytest.raises(EngineError) as error:
        eval(line, NAMES)
    assert MISTAKES[line] in str(error.value)
