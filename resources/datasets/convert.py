"""Makes the ``.npz`` files of this folder from scikit-learn's and statsmodels' copies.

Run once by a developer, never by the program::

    python -m venv convert-env
    convert-env/bin/pip install scikit-learn statsmodels
    convert-env/bin/python resources/datasets/convert.py

The files are the same bytes on every run. ``README.md`` says where each set comes from.
Texts are stored as fixed-width unicode arrays, so that no file needs pickle.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn import datasets
from statsmodels.datasets import elnino

HERE = Path(__file__).parent


def save(name: str, **arrays: np.ndarray) -> None:
    """Write one compressed file next to this script."""
    path = HERE / f"{name}.npz"
    np.savez_compressed(path, **arrays)
    with np.load(path, allow_pickle=False) as stored:
        for key, array in arrays.items():
            if not np.array_equal(stored[key], array):
                raise SystemExit(f"{path.name}: {key} did not survive")


def table(name: str, bunch: object, columns: list[str], classes: list[str]) -> None:
    """Write a table of numbers with one class a row."""
    save(
        name,
        values=np.asarray(bunch.data, np.float64),
        columns=np.array(columns),
        target=np.asarray(bunch.target, np.uint8),
        classes=np.array(classes),
    )


def main() -> None:
    """Convert every set."""
    digits = datasets.load_digits()
    save(
        "digits",
        pixels=np.asarray(digits.data, np.uint8),
        digit=np.asarray(digits.target, np.uint8),
    )

    iris = datasets.load_iris()
    table("iris", iris, list(iris.feature_names), list(iris.target_names))

    wine = datasets.load_wine()
    table(
        "wine",
        wine,
        # scikit-learn writes od280/od315_of_diluted_wines, total_phenols, ...
        [column.replace("_", " ") for column in wine.feature_names],
        # The original file numbers the three cultivars 1, 2 and 3.
        ["cultivar 1", "cultivar 2", "cultivar 3"],
    )

    cancer = datasets.load_breast_cancer()
    table(
        "breast_cancer", cancer, list(cancer.feature_names), list(cancer.target_names)
    )

    # scaled=False: years, mg/dl, ... as measured; scaling is the user's choice.
    diabetes = datasets.load_diabetes(scaled=False)
    save(
        "diabetes",
        values=np.asarray(diabetes.data, np.float64),
        columns=np.array(diabetes.feature_names),
        progression=np.asarray(diabetes.target, np.float64),
    )

    months = elnino.load_pandas().data
    save(
        "elnino",
        temperature=months.iloc[:, 1:].to_numpy(np.float64).ravel(),
        first_year=np.array(int(months.iloc[0, 0])),
    )


if __name__ == "__main__":
    main()
