"""All samples of five tutorials, in today's spelling, on the engine and on Keras.

Old spellings of the same samples give an error that names today's. A sample is called
by its document and section; the documents are

1. "keras" of a blog on machine learning (the building blocks, a perceptron),
2. "keras" of a blog on architecture (demo, sessions, callbacks, functional API),
3. "理解并运用Keras" (eight steps from data to a saved model, with cifar10),
4. "16 Keras2.0" (digits, in the words of a lecture),
5. "KerasRelative" (chains, functional API, several inputs, the node of a layer).
"""

from __future__ import annotations

import contextlib
import io
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine

SAMPLES: dict[str, str] = {
    "1, MLP for multi-class softmax": """
from keras.models import Sequential
from keras.layers import Dense, Dropout, Input
from keras.optimizers import SGD

x_train = np.random.random((300, 20))
y_train = keras.utils.to_categorical(np.random.randint(10, size=(300, 1)),
                                     num_classes=10)
x_test = np.random.random((100, 20))
y_test = keras.utils.to_categorical(np.random.randint(10, size=(100, 1)),
                                    num_classes=10)

model = Sequential()
model.add(Input(shape=(20,)))
model.add(Dense(64, activation='relu'))
model.add(Dropout(0.5))
model.add(Dense(64, activation='relu'))
model.add(Dropout(0.5))
model.add(Dense(10, activation='softmax'))

sgd = SGD(learning_rate=0.01, momentum=0.9, nesterov=True)
model.compile(loss='categorical_crossentropy', optimizer=sgd, metrics=['accuracy'])
history = model.fit(x_train, y_train, epochs=2, batch_size=128, verbose=0)
score = model.evaluate(x_test, y_test, batch_size=128, verbose=0)
result = len(score), sorted(history.history), model.count_params()
""",
    "1, compile, train, evaluate, predict": """
from keras.models import Sequential
from keras.layers import Dense

model = Sequential()
model.add(Dense(units=64, activation='relu'))
model.add(Dense(units=10, activation='softmax'))
model.compile(loss=keras.losses.categorical_crossentropy,
              optimizer=keras.optimizers.SGD(learning_rate=0.01, momentum=0.9,
                                             nesterov=True))
x_batch, y_batch = np.random.random((32, 100)), np.eye(10)[np.arange(32) % 10]
loss = model.train_on_batch(x_batch, y_batch)
classes = model.predict(x_batch, batch_size=128, verbose=0)
result = float(loss) > 0, classes.shape, model.input_shape[1:]
""",
    "2, demo": """
from keras import models

model = models.Sequential()
model.add(keras.Input((28*28,)))
model.add(keras.layers.Dense(512, activation=keras.activations.relu))
model.add(keras.layers.Dense(10, activation=keras.activations.softmax))
model.compile(loss='categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])
X_train, Y_train = np.random.random((64, 784)), np.eye(10)[np.arange(64) % 10]
model.fit(X_train, Y_train, epochs=2, batch_size=32, verbose=0)
model.evaluate(X_train, Y_train, batch_size=32, verbose=0)
classes = model.predict(X_train, batch_size=32, verbose=0).argmax(axis=-1)
result = classes.shape, str(classes.dtype), model.count_params()
""",
    "2, functional API": """
from keras.models import Sequential, Model
from keras import layers
from keras import Input

seq_model = Sequential()
seq_model.add(Input((64,)))
seq_model.add(layers.Dense(32, activation='relu'))
seq_model.add(layers.Dense(32, activation='relu'))
seq_model.add(layers.Dense(10, activation='softmax'))

input_tensor = Input(shape=(64,))
x = layers.Dense(32, activation='relu')(input_tensor)
x = layers.Dense(32, activation='relu')(x)
output_tensor = layers.Dense(10, activation='softmax')(x)
model = Model(input_tensor, output_tensor)
model.set_weights(seq_model.get_weights())
x = np.random.random((5, 64))
result = (
    bool(np.allclose(model.predict(x, verbose=0), seq_model.predict(x, verbose=0))),
    [tuple(w.shape) for w in model.get_weights()],
)
""",
    "2, callbacks around the steps of training": """
from keras import callbacks as kinds

EPOCHS, seen = 2, []
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile('sgd', 'mse')
dataset = [(np.ones((3, 4)), np.ones((3, 2)))] * 3
callbacks = kinds.CallbackList(
    [kinds.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: seen.append(('epoch', epoch)),
        on_train_batch_end=lambda batch, logs: seen.append((batch, sorted(logs))),
        on_train_end=lambda logs: seen.append(sorted(logs)))],
    add_history=True, model=model)
callbacks.on_train_begin()
for epoch in range(EPOCHS):
    callbacks.on_epoch_begin(epoch)
    for i, data in enumerate(dataset):
        callbacks.on_train_batch_begin(i)
        batch_logs = model.train_on_batch(*data, return_dict=True)
        callbacks.on_train_batch_end(i, batch_logs)
    epoch_logs = batch_logs
    callbacks.on_epoch_end(epoch, epoch_logs)
final_logs = epoch_logs
callbacks.on_train_end(final_logs)
result = seen, sorted(model.history.history), model.history.epoch
""",
    "2, the model as a function": """
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, 'softmax')])
x, y = np.random.random((5, 4)), np.eye(3)[np.arange(5) % 3]
y_hat = model(x)
loss = keras.losses.CategoricalCrossentropy()(y, y_hat)
optimizer = keras.optimizers.SGD(0.1)
model.compile(optimizer, keras.losses.CategoricalCrossentropy())
same = np.allclose(float(model.train_on_batch(x, y)), float(loss), rtol=1e-5)
result = tuple(y_hat.shape), bool(same), int(optimizer.iterations)
""",
    "3, eight steps": """
from keras.datasets import cifar10
from keras.models import Sequential, load_model, model_from_json
from keras.layers import Dense, Dropout, Activation, Input
from keras.optimizers import Adam
from keras.callbacks import EarlyStopping

np.random.seed(100)
(x_train, y_train), (x_test, y_test) = cifar10.load_data()
kinds = x_train.dtype.name, y_train.shape
x_train = x_train.reshape(len(x_train), 3072)
x_test = x_test.reshape(len(x_test), 3072)
x_train = (x_train - np.mean(x_train))/np.std(x_train)
x_test = (x_test - np.mean(x_test))/np.std(x_test)
labels = 10
y_train = keras.utils.to_categorical(y_train, labels)
y_test = keras.utils.to_categorical(y_test, labels)

model = Sequential()
model.add(Input(shape=(3072,)))
model.add(Dense(64))
model.add(Activation('relu'))
model.add(Dropout(0.4))
model.add(Dense(32))
model.add(Activation('relu'))
model.add(Dropout(0.2))
model.add(Dense(labels))
model.add(Activation('sigmoid'))

adam = Adam(0.01)
model.compile(loss='categorical_crossentropy', optimizer=adam, metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=1000, epochs=2, verbose=0,
          validation_data=(x_test, y_test))
score = model.evaluate(x_test, y_test, verbose=0)
print('Test accuracy:', score[1])
classes = np.argmax(model.predict(x_test, verbose=0), axis=-1)

model.save(folder + '/model.h5')
model.save(folder + '/model.keras')
jsonModel = model.to_json()
model.save_weights(folder + '/model.weights.h5')
model.load_weights(folder + '/model.weights.h5')
expected = model.predict(x_test, verbose=0)
# Keras 3.15 does not find the optimizer again.
again = [load_model(folder + '/model.h5', compile=False),
         load_model(folder + '/model.keras', compile=False),
         model_from_json(jsonModel)]
again[2].set_weights(model.get_weights())
again = [bool(np.allclose(m.predict(x_test, verbose=0), expected, rtol=1e-5))
         for m in again]
model.summary()

early_stopping_monitor = EarlyStopping(patience=2)
history = model.fit(x_train, y_train, batch_size=1000, epochs=2, verbose=0,
                    validation_data=(x_test, y_test),
                    callbacks=[early_stopping_monitor])
result = (
    kinds, len(score), classes.shape, again, sorted(history.history),
    model.output_shape, model.count_params(),
    [entry['class_name'] for entry in model.get_config()['layers']],
    [w.shape for w in model.get_weights()],
)
""",
    "4, digits": """
from keras.models import Sequential
from keras.layers import Dense

x_train, x_test = np.random.random((200, 28*28)), np.random.random((40, 28*28))
y_train, y_test = np.eye(10)[np.arange(200) % 10], np.eye(10)[np.arange(40) % 10]
model = Sequential()
model.add(keras.Input((28*28,)))
model.add(Dense(units=100, activation='relu'))
model.add(Dense(units=100, activation='relu'))
model.add(Dense(units=10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(x_train, y_train, batch_size=100, epochs=2, verbose=0)
score = model.evaluate(x_test, y_test, verbose=0)
print('Total loss on Testing Set : ', score[0])
print('Accuracy of Testing Set : ', score[1])
result = model.predict(x_test, verbose=0)
sums = np.allclose(result.sum(-1), 1, rtol=1e-5)
result = len(score), result.shape, bool(sums), model.count_params()
""",
    "5, get started": """
from keras.models import Sequential
from keras.layers import Dense

x_train, y_train = np.random.random((64, 100)), np.eye(10)[np.arange(64) % 10]
model = Sequential()
model.add(keras.Input((100,)))
model.add(Dense(units=64, activation='relu'))
model.add(Dense(units=10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=2, batch_size=32, verbose=0)
loss_and_metrics = model.evaluate(x_train, y_train, batch_size=128, verbose=0)
classes = model.predict(x_train, batch_size=128, verbose=0)
result = len(loss_and_metrics), classes.shape
""",
    "5, kinds of compile, a metric of one's own": """
from keras.models import Sequential
from keras.layers import Dense, Activation

def mean_pred(y_true, y_pred):
    return keras.ops.mean(y_pred)

model = Sequential()
model.add(keras.Input((20,)))
model.add(Dense(1))
model.add(Activation('sigmoid'))
model.compile(optimizer='rmsprop', loss='categorical_crossentropy',
              metrics=['accuracy'])
model.compile(optimizer='rmsprop', loss='binary_crossentropy', metrics=['accuracy'])
model.compile(optimizer='rmsprop', loss='mse')
model.compile(optimizer='rmsprop', loss='binary_crossentropy',
              metrics=['accuracy', mean_pred])
x, y = np.random.random((8, 20)), np.arange(8).reshape(8, 1) % 2
logs = model.evaluate(x, y, verbose=0, return_dict=True)
mean = model.predict(x, verbose=0).mean()
result = sorted(logs), bool(np.allclose(logs['mean_pred'], mean, rtol=1e-4))
""",
    "5, ten classes": """
from keras.models import Sequential
from keras.layers import Dense

model = Sequential()
model.add(keras.Input((100,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(optimizer='rmsprop', loss='categorical_crossentropy',
              metrics=['accuracy'])
data = np.random.random((100, 100))
labels = np.random.randint(10, size=(100, 1))
one_hot_labels = keras.utils.to_categorical(labels, num_classes=10)
history = model.fit(data, one_hot_labels, epochs=2, batch_size=32, verbose=0)
result = one_hot_labels.shape, one_hot_labels.dtype.name, history.params
""",
    "5, pictures become videos": """
from keras.layers import Dense, Input, TimeDistributed
from keras.models import Model

inputs = Input(shape=(784,))
output_1 = Dense(64, activation='relu')(inputs)
predictions = Dense(10, activation='softmax')(output_1)
model = Model(inputs=inputs, outputs=predictions)
input_sequences = Input(shape=(20, 784))
processed_sequences = TimeDistributed(model)(input_sequences)
video = Model(input_sequences, processed_sequences)
x = np.random.random((2, 20, 784)).astype('float32')
alone = model.predict(x[:, 7], verbose=0)
same = np.allclose(video.predict(x, verbose=0)[:, 7], alone, rtol=1e-4, atol=1e-6)
result = processed_sequences.shape, video.count_params(), bool(same)
""",
    "5, the node of a layer": """
from keras.layers import Conv2D, Input

a = Input(shape=(32, 32, 3))
b = Input(shape=(64, 64, 3))
conv = Conv2D(16, (3, 3), padding='same')
conved_a = conv(a)
assert conv.input.shape == (None, 32, 32, 3)
conved_b = conv(b)
assert conv.input is a and conv.output is conved_a  # the first call
model = keras.Model([a, b], [conved_a, conved_b])
result = conved_b.shape, model.count_params(), len(model.layers)
""",
    "5, a list of layers": """
from keras.models import Sequential
from keras.layers import Dense, Activation, Input

model = Sequential([
    Input(shape=(784,)),
    Dense(32),
    Activation('relu'),
    Dense(10),
    Activation('softmax'),
])
model.compile(optimizer='rmsprop',
              loss='categorical_crossentropy',
              metrics=['accuracy'])
result = [layer.name for layer in model.layers], model.output_shape
""",
    "5, binary classification": """
from keras.models import Sequential
from keras.layers import Dense, Input

model = Sequential()
model.add(Input((100,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(optimizer='rmsprop', loss='binary_crossentropy', metrics=['accuracy'])
data = np.random.random((100, 100))
labels = np.random.randint(2, size=(100, 1))
history = model.fit(data, labels, epochs=3, batch_size=32, verbose=0)
result = sorted(history.history), history.epoch, history.params
""",
    "5, functional API": """
from keras.layers import Input, Dense
from keras.models import Model

inputs = Input(shape=(784,))
output_1 = Dense(64, activation='relu')(inputs)
output_2 = Dense(64, activation='relu')(output_1)
predictions = Dense(10, activation='softmax')(output_2)
model = Model(inputs=inputs, outputs=predictions)
model.compile(optimizer='rmsprop',
              loss='categorical_crossentropy',
              metrics=['accuracy'])
data, labels = np.random.random((64, 784)), np.eye(10)[np.arange(64) % 10]
model.fit(data, labels, verbose=0)
result = model.count_params(), [layer.name for layer in model.layers]
""",
    "5, several inputs and outputs": """
from keras.layers import Input, Embedding, LSTM, Dense
from keras.models import Model

np.random.seed(0)
main_input = Input(shape=(100,), dtype='int32', name='main_input')
x = Embedding(output_dim=64, input_dim=10000)(main_input)
lstm_out = LSTM(32)(x)
auxiliary_output = Dense(1, activation='sigmoid', name='aux_output')(lstm_out)

auxiliary_input = Input(shape=(5,), name='aux_input')
x = keras.layers.concatenate([lstm_out, auxiliary_input])
x = Dense(64, activation='relu')(x)
x = Dense(64, activation='relu')(x)
x = Dense(64, activation='relu')(x)
main_output = Dense(1, activation='sigmoid', name='main_output')(x)

model = Model(inputs=[main_input, auxiliary_input],
              outputs=[main_output, auxiliary_output])
model.compile(optimizer='rmsprop', loss='binary_crossentropy', loss_weights=WEIGHTS)

headline_data = np.round(np.abs(np.random.rand(12, 100) * 100))
additional_data = np.random.randn(12, 5)
headline_labels = np.random.randint(2, size=(12, 1)).astype('float32')
additional_labels = np.random.randint(2, size=(12, 1)).astype('float32')
first = model.fit([headline_data, additional_data],
                  [headline_labels, additional_labels],
                  epochs=2, batch_size=32, verbose=0)
model.compile(optimizer='rmsprop',
              loss={'main_output': 'binary_crossentropy',
                    'aux_output': 'binary_crossentropy'},
              loss_weights={'main_output': 1., 'aux_output': 0.2})
second = model.fit({'main_input': headline_data, 'aux_input': additional_data},
                   {'main_output': headline_labels, 'aux_output': additional_labels},
                   epochs=2, batch_size=32, verbose=0)
predicted = model.predict({'main_input': headline_data, 'aux_input': additional_data},
                          verbose=0)
result = (
    sorted(first.history), sorted(second.history), [p.shape for p in predicted],
    [layer.name for layer in model.layers], model.count_params(),
)
""",
}


def run(sample: str, module: str, folder: str) -> Any:
    """Return what a sample calls its result."""
    # Keras wants a loss for each weight; the engine takes one loss for all.
    weights = "[1., 0.2]" if module == "engine" else "None"
    text = f"import keras\nimport numpy as np\nfolder = {folder!r}\n{sample}"
    text = text.replace("WEIGHTS", weights).replace("from keras", f"from {module}")
    text = text.replace("import keras\n", f"import {module} as keras\n")
    # Keras would load the pictures itself.
    text = text.replace(f"from {module}.datasets", "from engine.datasets")
    names: dict[str, Any] = {}
    __import__(module).utils.clear_session()
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(text, "sample", "exec"), names)
    return names["result"]


def write_cifar10(home: Path) -> None:
    """Write some random pictures where Keras keeps those that it has loaded."""
    folder = home / "datasets" / "cifar-10-batches-py"
    folder.mkdir(parents=True)
    rng = np.random.default_rng(0)
    for part in (*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"):
        pictures = rng.integers(0, 256, (20, 3072)).astype("uint8")
        labels = rng.integers(0, 10, 20).tolist()
        content = pickle.dumps({b"data": pictures, b"labels": labels}, protocol=4)
        (folder / part).write_bytes(content)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_do_the_same_as_in_keras(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    write_cifar10(tmp_path)
    results = []
    for module in ("engine", "keras"):
        folder = tmp_path / module
        folder.mkdir()
        results.append(run(SAMPLES[name], module, str(folder)))
    assert results[0] == results[1]


def dense(**options: Any) -> Any:
    return engine.layers.Dense(**options)


def model() -> Any:
    made = engine.Sequential([engine.Input((4,)), dense(units=2)])
    made.compile("sgd", "mse")
    return made


X, Y = np.ones((3, 4)), np.ones((3, 2))
OLD: dict[str, tuple[Any, type[Exception], str]] = {
    "lr": (
        lambda: engine.optimizers.SGD(lr=0.01),
        ValueError,
        'option "lr" is called "learning_rate" today. Write learning_rate=... instead.',
    ),
    "decay": (
        lambda: engine.optimizers.SGD(learning_rate=0.01, decay=1e-6),
        ValueError,
        'option "decay" does not exist any more',
    ),
    "nb_epoch": (
        lambda: model().fit(X, Y, nb_epoch=5),
        ValueError,
        'fit: argument "nb_epoch" is called "epochs" today. Write epochs=... instead.',
    ),
    "input_dim": (
        lambda: dense(units=2, input_dim=100),
        ValueError,
        r"there is no option input_dim here. Put keras.Input\(shape=\(...,\)\) before",
    ),
    "input_shape": (
        lambda: dense(units=2, input_shape=(784,)),
        ValueError,
        r"there is no option input_shape here. Put keras.Input\(shape=...\) before",
    ),
    "output_dim": (
        lambda: dense(output_dim=2),
        ValueError,
        'option "output_dim" is called "units" today. Write units=... instead.',
    ),
    "init": (
        lambda: dense(units=2, init="uniform"),
        ValueError,
        'option "init" is called "kernel_initializer" today.',
    ),
    "p of Dropout": (
        lambda: engine.layers.Dropout(p=0.5),
        ValueError,
        'option "p" is called "rate" today.',
    ),
    "input and output of Model": (
        lambda: engine.Model(input=engine.Input((4,)), output=engine.Input((4,))),
        ValueError,
        'Model: argument "input" is called "inputs" today. Write inputs=... instead.',
    ),
    "fid": (lambda: model().fid, AttributeError, "no 'fid'. Did you mean \"fit\""),
    "evaluation": (
        lambda: model().evaluation(X, Y),
        AttributeError,
        "no 'evaluation'. Did you mean \"evaluate\"",
    ),
    "sample_weights": (
        lambda: model().sample_weights("modelWeight.h5"),
        AttributeError,
        'Did you mean "save_weights"',
    ),
    "predict_classes": (
        lambda: model().predict_classes(X),
        AttributeError,
        r"Use np.argmax\(model.predict\(x\), axis=-1\), or model.predict\(x\) > 0.5",
    ),
    "predict_proba": (
        lambda: model().predict_proba(X),
        AttributeError,
        r"Use model.predict\(x\).",
    ),
    "fit_generator": (
        lambda: model().fit_generator(X),
        AttributeError,
        r"Use model.fit\(generator, steps_per_epoch=...\).",
    ),
    "optimiser": (
        lambda: model().optimiser,
        AttributeError,
        'Did you mean "optimizer"',
    ),
    "a loss with a space": (
        lambda: model().compile(loss="categorical crossentropy", optimizer="adam"),
        ValueError,
        'Did you mean "categorical_crossentropy"',
    ),
    "a loss cut short": (
        lambda: model().compile(loss="categorical", optimizer="adam"),
        ValueError,
        'There is no loss called "categorical". Did you mean',
    ),
    "metrics given as optimizer": (
        lambda: model().compile(loss="mse", optimizer=["accuracy"]),
        ValueError,
        r"The optimizer must be a name such as 'ada.*Received \['accuracy'\].",
    ),
    "metric": (
        lambda: model().compile("sgd", "mse", metric=["accuracy"]),
        ValueError,
        'compile: there is no argument "metric". Did you mean "metrics"',
    ),
    "epoch": (
        lambda: model().fit(X, Y, epoch=3),
        ValueError,
        'fit: there is no argument "epoch". Did you mean "epochs"',
    ),
}


@pytest.mark.parametrize("spelling", OLD)
def test_old_spellings_name_todays(spelling: str) -> None:
    act, kind, message = OLD[spelling]
    with pytest.raises(kind, match=message):
        act()


OLD_LINES: dict[str, tuple[str, str]] = {
    "1, input_dim": (
        "from keras.layers import Dense\n"
        "Dense(units=64, activation='relu', input_dim=100)",
        r"Dense: there is no option input_dim here. Put keras.Input\(shape=\(...,\)\)",
    ),
    "1, lr and decay": (
        "keras.optimizers.SGD(lr=0.01, decay=1e-6, momentum=0.9, nesterov=True)",
        'SGD: option "lr" is called "learning_rate" today.',
    ),
    "2, sessions": (
        "from keras import backend as K\nsess = K.get_session()",
        "There is no keras.backend here. Use keras.ops, where K.mean is "
        "keras.ops.mean; there are no sessions.",
    ),
    "2, minimize": (
        "keras.optimizers.SGD().minimize()",
        "no 'minimize'. Use model.fit or model.train_on_batch, or optimizer.apply",
    ),
    "2, train_step": (
        "keras.Sequential().train_step(None)",
        r"no 'train_step'. Use model.train_on_batch\(x, y\).",
    ),
    "3, layers.core": (
        "from keras.layers.core import Dense, Dropout, Activation",
        "There is no module keras.layers.core any more. Use keras.layers.",
    ),
    "3, adam": (
        "from keras.optimizers import adam\nadam = adam(0.01)",
        "keras.optimizers.adam is not a class. Use keras.optimizers.Adam.",
    ),
    "3, np_utils": (
        "from keras.utils import np_utils",
        "There is no keras.utils.np_utils here. Use keras.utils.to_categorical",
    ),
    "3, sessions": (
        "import keras.backend as K\nK.set_session(None)",
        "There is no module keras.backend any more. Use keras.ops",
    ),
    "3, keras.json": (
        "keras.config.image_data_format()",
        "There is no keras.config here. Give dtype=... and data_format=... to the lay",
    ),
    "3, a file for weights": (
        "keras.Sequential([keras.Input((2,))]).save_weights('modelWeight.h5')",
        "the name of a file for weights must end in .weights.h5.",
    ),
    "4, input_dim before units": (
        "keras.layers.Dense(input_dim=28*28, units=500, activation='relu')",
        "there is no option input_dim here. Put keras.Input",
    ),
    "5, input_length": (
        "keras.layers.Embedding(output_dim=512, input_dim=10000, input_length=100)",
        "Embedding: there is no option input_length here. Leave it out: the length",
    ),
    "5, input_shape of a layer": (
        "keras.layers.Dense(3).input_shape",
        r"no 'input_shape'. Use layer.input.shape, or layer.get_input_shape_at\(0\).",
    ),
    "modules of single layers": (
        "from keras.layers.normalization import BatchNormalization",
        "Use keras.layers.BatchNormalization.",
    ),
    "a callback in small letters": (
        "from keras.callbacks import early_stopping\nearly_stopping(patience=2)",
        "keras.callbacks.early_stopping is not a class. Use keras.callbacks.EarlyStop",
    ),
}


@pytest.mark.parametrize("name", OLD_LINES)
def test_old_lines_say_what_is_written_today(name: str) -> None:
    lines, message = OLD_LINES[name]
    lines = lines.replace("from keras", "from engine").replace(
        "ort keras", "ort engine"
    )
    with pytest.raises((ValueError, AttributeError, ImportError), match=message):
        exec(lines, {"keras": engine})


def test_inputs_and_outputs_of_a_layer_by_call() -> None:
    """Document 5, the node of a layer, as it is written there."""
    a = engine.Input(shape=(32, 32, 3))
    b = engine.Input(shape=(64, 64, 3))
    conv = engine.layers.Conv2D(16, (3, 3), padding="same")
    with pytest.raises(AttributeError, match="Call it on a tensor first"):
        conv.get_input_shape_at(0)
    conved_a = conv(a)
    conved_b = conv(b)
    assert conv.get_input_shape_at(0) == (None, 32, 32, 3)
    assert conv.get_input_shape_at(1) == (None, 64, 64, 3)
    assert conv.get_output_shape_at(1) == (None, 64, 64, 16)
    assert conv.get_input_at(1) is b
    assert conv.get_output_at(0) is conved_a
    assert conv.get_output_at(1) is conved_b
    with pytest.raises(ValueError, match="was called 2 times; there is no call 2"):
        conv.get_input_at(2)
    add = engine.layers.Add()
    total = add([conved_a, conved_a])
    assert add.get_input_shape_at(0) == [(None, 32, 32, 16)] * 2
    assert add.get_output_shape_at(0) == total.shape
