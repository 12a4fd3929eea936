"""Samples of Keras tutorials, in today's spelling, run on the engine and on Keras.

Old spellings of the same samples give an error that names today's.
"""

from __future__ import annotations

import contextlib
import io
from typing import Any

import numpy as np
import pytest

import engine

SAMPLES: dict[str, str] = {
    "multilayer perceptron": """
from keras.models import Sequential
from keras.layers import Dense, Dropout, Input
from keras.optimizers import SGD

x_train = np.random.random((1000, 20))
y_train = keras.utils.to_categorical(np.random.randint(10, size=(1000, 1)),
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
history = model.fit(x_train, y_train, epochs=3, batch_size=128, verbose=0)
score = model.evaluate(x_test, y_test, batch_size=128, verbose=0)
result = len(score), sorted(history.history), model.count_params()
""",
    "losses and optimizers as objects": """
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
    "classes of predictions": """
from keras import models

model = models.Sequential()
model.add(keras.Input((28*28,)))
model.add(keras.layers.Dense(512, activation=keras.activations.relu))
model.add(keras.layers.Dense(10, activation=keras.activations.softmax))
model.compile(loss='categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])
X_train, Y_train = np.random.random((64, 784)), np.eye(10)[np.arange(64) % 10]
model.fit(X_train, Y_train, epochs=5, batch_size=32, verbose=0)
model.evaluate(X_train, Y_train, batch_size=32, verbose=0)
classes = model.predict(X_train, batch_size=32, verbose=0).argmax(axis=-1)
result = classes.shape, str(classes.dtype), model.count_params()
""",
    "a chain and its functional twin": """
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
    "pictures as rows, validation, stopping": """
from keras.models import Sequential
from keras.layers import Dense, Activation, Dropout, Input
from keras.callbacks import EarlyStopping

labels = 10
x_train = np.random.normal(size=(200, 32, 32, 3)).reshape(200, 3072)
x_test = np.random.normal(size=(50, 32, 32, 3)).reshape(50, 3072)
y_train = keras.utils.to_categorical(np.arange(200) % labels, labels)
y_test = keras.utils.to_categorical(np.arange(50) % labels, labels)

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
model.compile(loss='categorical_crossentropy', optimizer=keras.optimizers.Adam(0.01),
              metrics=['accuracy'])
early_stopping_monitor = EarlyStopping(patience=2)
history = model.fit(x_train, y_train, batch_size=1000, epochs=3, verbose=0,
                    validation_data=(x_test, y_test),
                    callbacks=[early_stopping_monitor])
score = model.evaluate(x_test, y_test, verbose=0)
model.summary()
result = (
    len(score), sorted(history.history), model.output_shape,
    [w.shape for w in model.get_weights()], model.get_config()['name'] == model.name,
)
""",
    "saving": """
from keras.models import Sequential, load_model, model_from_json
from keras.layers import Dense, Input

model = Sequential([Input((4,)), Dense(3, activation='relu'),
                    Dense(2, activation='softmax')])
model.save_weights(folder + '/model.weights.h5')
json_model = model_from_json(model.to_json())
json_model.load_weights(folder + '/model.weights.h5')
model.compile(loss='categorical_crossentropy', optimizer='adam')
before = json_model.get_weights()
model.fit(np.random.random((8, 4)), np.eye(2)[np.arange(8) % 2], verbose=0)
model.set_weights(before)
model.save(folder + '/model.keras')
model.save(folder + '/model.h5')
x = np.random.random((5, 4))
expected = model.predict(x, verbose=0)
again = [load_model(folder + '/model.keras'), load_model(folder + '/model.h5'),
         json_model]
result = [bool(np.allclose(m.predict(x, verbose=0), expected)) for m in again]
""",
    "a list of layers": """
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
    "two classes": """
from keras.models import Sequential
from keras.layers import Dense, Input

model = Sequential()
model.add(Input((100,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(optimizer='rmsprop', loss='binary_crossentropy', metrics=['accuracy'])
data = np.random.random((1000, 100))
labels = np.random.randint(2, size=(1000, 1))
history = model.fit(data, labels, epochs=3, batch_size=32, verbose=0)
result = sorted(history.history), history.epoch, history.params
""",
    "functional": """
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
    "several inputs and outputs": """
from keras.layers import Input, Embedding, LSTM, Dense
from keras.models import Model

np.random.seed(0)
main_input = Input(shape=(100,), dtype='int32', name='main_input')
x = Embedding(output_dim=512, input_dim=10000)(main_input)
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
    names: dict[str, Any] = {}
    __import__(module).utils.clear_session()
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(text, "sample", "exec"), names)
    return names["result"]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_do_the_same_as_in_keras(name: str, tmp_path: Any) -> None:
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
