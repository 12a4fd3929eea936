"""The sets in the box and the generators: what they offer, what can be learned."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

import studio
from studio.data import (
    Column,
    DataError,
    Dataset,
    builtin_sets,
    generated_sets,
    open_source,
    source_kinds,
)
from studio.data.builtin.digits import FEATURE_NAMES
from studio.data.generated_set import CATALOGUE, GeneratedSet
from studio.data.source import Source

ALL = (*builtin_sets(), *generated_sets())


def builtin(name, **options):
    return open_source({"kind": "builtin", "name": name, **options})


def generated(name, **options):
    return open_source({"kind": "generated", "name": name, **options})


def small(info):
    """Spec of a set with few rows."""
    spec = info.spec()
    if "rows" in spec:
        spec["rows"] = 200
    return spec


def nearest_centre_accuracy(x, y):
    """Score of the simplest classifier, learned on one half, tested on the other."""
    x = x.reshape(len(x), -1)
    half = len(x) // 2
    centres = np.stack([x[:half][y[:half] == c].mean(axis=0) for c in np.unique(y)])
    gaps = ((x[half:, None] - centres) ** 2).sum(axis=-1)
    return (np.unique(y)[gaps.argmin(axis=1)] == y[half:]).mean()


def least_squares_accuracy(x, y):
    """Score of a linear rule for labels 0 and 1, learned on the first half."""
    x = np.concatenate([x, np.ones((len(x), 1))], axis=1).astype(np.float64)
    half = len(x) // 2
    weights, *_ = np.linalg.lstsq(x[:half], 2.0 * y[:half] - 1, rcond=None)
    return ((x[half:] @ weights > 0) == y[half:]).mean()


def test_the_expected_sets_are_there():
    assert {info.name for info in builtin_sets()} == {
        *("digits", "iris", "wine", "breast_cancer", "diabetes", "elnino"),
    }
    assert {info.name for info in generated_sets()} == {
        *("ten_classes_20", "two_classes_100", "ten_classes_100", "drawn_digits"),
        *("shapes", "headlines", "video", "blobs", "moons", "spirals", "sums"),
    }


@pytest.mark.parametrize("info", ALL, ids=lambda info: info.name)
def test_every_set_describes_itself_and_keeps_its_promises(info):
    assert info.title
    assert info.description
    assert info.licence
    assert all(option.doc for option in info.options)
    spec = small(info)
    dataset = open_source(json.loads(json.dumps(spec)))
    assert (dataset.title, dataset.licence) == (info.title, info.licence)
    assert dataset.n_rows > 0
    for name, field in dataset.fields.items():
        values = dataset.column(name)
        assert values.shape == (dataset.n_rows, *field.shape)
        assert str(values.dtype) == field.dtype
        assert field.missing == 0
        assert not values.flags.writeable
        if field.kind == "category":
            assert values.min() >= 0
            assert values.max() < len(field.classes)
        else:
            assert np.isfinite(values).all()
            assert field.min == values.min()
            assert field.max == values.max()
            assert field.mean == pytest.approx(values.mean(dtype=np.float64))
    assert open_source(spec).fingerprint() == dataset.fingerprint()


@pytest.mark.parametrize("info", generated_sets(), ids=lambda info: info.name)
def test_another_seed_gives_other_data(info):
    spec = small(info)
    assert (
        open_source(spec | {"seed": 1}).fingerprint() != open_source(spec).fingerprint()
    )


@pytest.mark.parametrize("info", generated_sets(), ids=lambda info: info.name)
def test_rows_is_the_number_of_rows(info):
    assert generated(info.name, rows=37).n_rows == 37


@pytest.mark.parametrize("info", builtin_sets(), ids=lambda info: info.name)
def test_sets_in_the_box_open_in_milliseconds(info):
    open_source(info.spec())
    start = time.perf_counter()
    open_source(info.spec())
    assert time.perf_counter() - start < 0.2


def test_importing_the_package_does_not_import_pandas_or_qt():
    code = (
        "import sys, studio.data as d\n"
        "d.open_source(dict(kind='builtin', name='iris'))\n"
        "print([m for m in ('pandas', 'PySide6', 'sklearn') "
        "if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(studio.__file__).parents[1],
    )
    assert run.stdout.strip() == "[]"


def test_digits():
    digits = builtin("digits")
    assert digits.n_rows == 1797
    shapes = {name: field.shape for name, field in digits.fields.items()}
    assert shapes == {
        "pixels": (64,),
        "rows": (8, 8),
        "image": (8, 8, 1),
        "features": (len(FEATURE_NAMES),),
        "digit": (),
        "parity": (),
    }
    for name in ("pixels", "rows", "image", "features"):
        field = digits.fields[name]
        assert field.dtype == "float32"
        assert (field.min, field.max <= 1) == (0, True)
    assert digits.fields["digit"].classes == tuple("0123456789")
    assert digits.fields["parity"].classes == ("even", "odd")
    np.testing.assert_array_equal(digits.column("parity"), digits.column("digit") % 2)
    # The first picture of the set is a zero: empty in the middle, symmetric.
    assert digits.column("digit")[0] == 0
    assert digits.column("image")[0, 3:5, 3:5, 0].max() < 0.1
    features = dict(zip(FEATURE_NAMES, digits.column("features")[0], strict=True))
    first = digits.column("rows")[0]
    assert features["ink"] == pytest.approx(first.mean())
    assert features["ink of row 3"] == pytest.approx(first[2].mean())
    assert features["ink of column 2"] == pytest.approx(first[:, 1].mean())
    assert features["symmetry left to right"] > 0.85
    assert features["centre of mass across"] == pytest.approx(0.5, abs=0.1)
    assert (
        nearest_centre_accuracy(digits.column("pixels"), digits.column("digit")) > 0.8
    )
    assert (
        nearest_centre_accuracy(digits.column("features"), digits.column("digit")) > 0.7
    )


@pytest.mark.parametrize(
    ("name", "label", "columns", "counts"),
    [
        ("iris", "species", 4, {"setosa": 50, "versicolor": 50, "virginica": 50}),
        (
            "wine",
            "cultivar",
            13,
            {"cultivar 1": 59, "cultivar 2": 71, "cultivar 3": 48},
        ),
        ("breast_cancer", "diagnosis", 30, {"malignant": 212, "benign": 357}),
    ],
)
def test_tables_with_classes(name, label, columns, counts):
    data = builtin(name)
    assert len(data.fields) == columns + 1
    classes = data.fields[label].classes
    found = np.bincount(data.column(label))
    assert dict(zip(classes, found.tolist(), strict=True)) == counts


def test_iris_has_fishers_values():
    # Rows 35 and 38 are the two that are wrong in the UCI file.
    iris = builtin("iris").preview(rows=1, start=34)[0]
    assert iris == {
        "sepal length (cm)": 4.9,
        "sepal width (cm)": 3.1,
        "petal length (cm)": 1.5,
        "petal width (cm)": 0.2,
        "species": "setosa",
    }


def test_diabetes_is_as_measured():
    data = builtin("diabetes")
    assert data.n_rows == 442
    assert data.fields["age"].min == 19
    assert data.fields["age"].max == 79
    assert (data.fields["progression"].min, data.fields["progression"].max) == (25, 346)


def test_elnino_windows_end_just_before_the_month_to_predict():
    data = builtin("elnino", window=12)
    assert data.n_rows == 732 - 12
    assert data.fields["window"].shape == (12, 1)
    assert data.fields["next"].shape == (1,)
    raw, target = data.column("window (°C)"), data.column("next (°C)")
    np.testing.assert_array_equal(raw[1:, -1], target[:-1])
    assert raw[0, 0, 0] == 23.11  # January 1950
    assert data.preview(1)[0]["month"] == "Jan"
    assert data.preview(1)[0]["year"] == 1951
    assert data.preview(1, start=data.n_rows - 1)[0]["month"] == "Dec"
    assert data.column("year")[-1] == 2010
    # One linear scale for windows and targets, made from the first thirty years.
    flat, scaled = raw.ravel(), data.column("window").ravel()
    slope, offset = np.polyfit(flat, scaled, 1)
    np.testing.assert_allclose(slope * flat + offset, scaled, atol=1e-5)
    first = data.column("next")[: 360 - 12]
    assert abs(first.mean()) < 0.05
    assert abs(first.std() - 1) < 0.05


@pytest.mark.parametrize(
    ("name", "x", "y", "least"),
    [
        ("ten_classes_20", "features", "class", 0.9),
        ("ten_classes_100", "features", "class", 0.95),
        ("drawn_digits", "pixels", "digit", 0.8),
        ("shapes", "pixels", "class", 0.6),
        ("blobs", "point", "class", 0.95),
        ("moons", "point", "class", 0.7),
    ],
)
def test_simple_rules_learn_the_simple_generators(name, x, y, least):
    data = generated(name, rows=1000)
    assert nearest_centre_accuracy(data.column(x), data.column(y)) > least


def test_two_classes_need_a_hidden_layer():
    data = generated("two_classes_100", rows=2000)
    x, y = data.column("features"), data.column("class")
    assert 0.4 < least_squares_accuracy(x, y) < 0.6
    # In the plane of the four centres a product of coordinates tells the classes apart.
    centred = x - x.mean(axis=0)
    u, v = (centred @ np.linalg.eigh(centred.T @ centred)[1][:, -2:]).T
    assert least_squares_accuracy(np.stack([u * u, u * v, v * v], axis=1), y) > 0.95


def test_spirals_wind():
    data = generated("spirals", rows=2000, noise=0.0)
    point, arm = data.column("point"), data.column("class")
    turn = np.arctan2(point[:, 1], point[:, 0]) / (2 * np.pi)
    found = (turn - 1.25 * np.hypot(*point.T)) * 3
    np.testing.assert_allclose((found - arm + 0.5) % 3, 0.5, atol=0.01)
    assert nearest_centre_accuracy(point, arm) < 0.6


def test_sums_are_exact():
    data = generated("sums", length=7)
    numbers = data.column("numbers")
    np.testing.assert_allclose(numbers.sum(axis=1), data.column("sum"), rtol=1e-6)
    np.testing.assert_array_equal(numbers[..., None], data.column("sequence"))


def test_films_need_the_order_of_frames():
    data = generated("video", rows=600)
    films = data.column("frames").reshape(-1, 20, 28, 28)
    label = np.array(data.fields["direction"].classes)[data.column("direction")]
    clear = np.where(films > 0.3, films, 0)
    weight = clear / clear.sum(axis=(2, 3), keepdims=True)
    across = weight.sum(axis=2) @ np.arange(28)
    moved = across[:, -1] - across[:, 0]
    assert (moved[label == "right"] > 3).mean() > 0.95
    assert (moved[label == "left"] < -3).mean() > 0.95
    assert (np.abs(moved[label == "still"]) < 3).mean() > 0.95
    assert nearest_centre_accuracy(films[:, 10], data.column("direction")) < 0.4


def test_headlines_need_words_and_numbers_for_the_main_label():
    data = generated("headlines", rows=4000)
    tokens, aux = data.column("tokens"), data.column("aux")
    assert (tokens.dtype, tokens.shape[1]) == (np.int32, 100)
    assert tokens.min() >= 1
    assert tokens.max() <= 9999
    assert aux.shape[1] == 5
    main, topic = data.column("main_label"), data.column("aux_label")
    assert 0.45 < main.mean() < 0.55
    counts = np.zeros((len(tokens), 10_000), np.float32)
    np.add.at(counts, (np.arange(len(tokens))[:, None], tokens), 1)
    told = counts[:2000].T @ (2.0 * topic[:2000] - 1)
    telling = np.argsort(-np.abs(told))[:200]
    words = counts[:, telling] @ np.sign(told[telling])
    words = np.sign(words - words.mean())
    assert ((words > 0) == topic)[2000:].mean() > 0.9
    only_words = least_squares_accuracy(words[:, None], main)
    only_numbers = least_squares_accuracy(aux, main)
    both = least_squares_accuracy(np.c_[words, aux], main)
    assert only_words < 0.85
    assert only_numbers < 0.7
    assert both > only_words + 0.05
    # The numbers say nothing about the topic.
    assert abs(least_squares_accuracy(aux, topic) - 0.5) < 0.05


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        ({"kind": "builtin", "name": "digit"}, 'Did you mean "digits"?'),
        ({"kind": "builtin", "name": "zzz"}, 'There are "breast_cancer"'),
        ({"kind": "builtin"}, "there is no None"),
        ({"kind": "bultin", "name": "iris"}, 'Did you mean "builtin"?'),
        ({"name": "iris"}, "unknown kind None"),
        ({"kind": ["x"]}, "unknown kind"),
        ([], "expected an object"),
        ({"kind": "builtin", "name": "iris", "rows": 3}, 'unknown option "rows"'),
        (
            {"kind": "generated", "name": "blobs", "row": 3},
            'Generated data "blobs": unknown option "row". Did you mean "rows"?',
        ),
        (
            {"kind": "generated", "name": "headlines", "rows": 10**12},
            "rows must be a whole number from 10 to 200000, received 1000000000000.",
        ),
        ({"kind": "generated", "name": "blobs", "rows": 10.5}, "received 10.5"),
        ({"kind": "generated", "name": "blobs", "rows": True}, "received True"),
        ({"kind": "generated", "name": "blobs", "rows": "many"}, 'received "many"'),
        (
            {"kind": "generated", "name": "blobs", "rows": float("nan")},
            "received nan",
        ),
        (
            {"kind": "generated", "name": "moons", "noise": float("inf")},
            "noise must be a number from 0 to 1, received inf",
        ),
        ({"kind": "builtin", "name": "elnino", "window": 1}, "from 2 to 240"),
        ({"kind": "csv"}, "path is missing"),
        ({"kind": "csv", "path": 3}, "path must be a text"),
        ({"kind": "csv", "path": "x", "header": 1}, "header must be true or false"),
        ({"kind": "csv", "path": "x", "encoding": "rot13"}, "encoding must be one of"),
    ],
)
def test_wrong_specs_say_what_is_wrong(spec, text):
    with pytest.raises(DataError) as caught:
        open_source(spec)
    assert text in str(caught.value)


def test_errors_keep_template_and_values_for_translation():
    with pytest.raises(DataError) as caught:
        builtin("digit")
    error = caught.value
    assert error.template.format(**error.values) == str(error)
    assert error.values["meant"] == "digits"


def test_unknown_column_names_the_nearest():
    iris = builtin("iris")
    with pytest.raises(DataError, match=r'Did you mean "species"\?'):
        iris.column("specie")
    with pytest.raises(DataError, match="It has"):
        iris.column("qqq")


def test_preview_shows_what_people_read():
    digits = builtin("digits")
    rows = digits.preview(3)
    assert [row["digit"] for row in rows] == ["0", "1", "2"]
    assert rows[0]["image"].shape == (8, 8, 1)
    assert digits.preview(5, start=1795)[-1]["parity"] in ("even", "odd")
    assert len(digits.preview(5, start=1795)) == 2
    assert digits.preview(5, start=5000) == []


def test_preview_shows_gaps_as_none():
    data = Dataset(
        "x",
        "x",
        {
            "number": Column(np.array([1.5, np.nan])),
            "class": Column(np.array([-1, 0], np.int32), "category", ("a",)),
            "text": Column(np.array(["t", None], dtype=object), "text"),
        },
    )
    assert data.preview() == [
        {"number": 1.5, "class": None, "text": "t"},
        {"number": None, "class": "a", "text": None},
    ]
    assert [field.missing for field in data.fields.values()] == [1, 1, 1]


def test_fingerprint_sees_every_change():
    def made(**changes):
        base = {
            "name": "a",
            "values": np.array([0, 1], np.int32),
            "classes": ("x", "y"),
        }
        base |= changes
        column = Column(base["values"], "category", base["classes"])
        return Dataset("d", "D", {base["name"]: column}).fingerprint()

    prints = {
        made(),
        made(name="b"),
        made(values=np.array([1, 0], np.int32)),
        made(values=np.array([0, 1], np.int64)),
        made(classes=("x", "z")),
    }
    assert len(prints) == 5
    assert all(len(text) == 16 for text in prints)
    assert made() == made()


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="lengths"):
        Dataset("d", "D", {"a": Column(np.zeros(2)), "b": Column(np.zeros(3))})


def test_a_new_generator_is_one_class():
    @dataclass(frozen=True)
    class Zeros(GeneratedSet):
        name: ClassVar[str] = "zeros_for_a_test"
        title: ClassVar[str] = "Zeros"

        def columns(self):
            return {"zero": Column(np.zeros(3))}

    try:
        assert "zeros_for_a_test" in {info.name for info in generated_sets()}
        assert generated("zeros_for_a_test").n_rows == 3
    finally:
        del CATALOGUE._sets["zeros_for_a_test"]


def test_a_new_kind_of_source_is_one_class():
    @dataclass(frozen=True)
    class Nothing(Source):
        kind: ClassVar[str] = "nothing_for_a_test"
        title: ClassVar[str] = "Nothing"

        @classmethod
        def open_values(cls, values, base):
            return Dataset("n", "N", {"x": Column(np.full(2, values["x"]))})

    try:
        assert open_source({"kind": "nothing_for_a_test", "x": 4}).column("x")[1] == 4
        assert "nothing_for_a_test" in source_kinds()
    finally:
        del Source.registry["nothing_for_a_test"]
