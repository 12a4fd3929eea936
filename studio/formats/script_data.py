"""The data part of an exported script: columns to arrays, and rows to parts.

It does in NumPy what `studio.data.prepare` does: the same columns, the same split, and
scales learned from the training rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.types import Shape
from studio.data.binding import Binding
from studio.data.dataset import Dataset
from studio.data.errors import DataError
from studio.data.split import Split
from studio.data.transforms import ColumnTransform, EndTransform, Role, fit_end
from studio.document.analysis import Analysis
from studio.document.model import Document, Node
from studio.document.nodes import INPUT, InputNode, OutputNode
from studio.document.settings import setting
from studio.formats.python_source import (
    Atom,
    Call,
    Expression,
    Identifiers,
    Items,
    assignment,
    call,
    dictionary,
    flat,
    listing,
    literal,
    quote,
    wrapped_comment,
)
from studio.formats.script_table import Table, remembered, table_for

STAND_IN_ROWS = 256
STAND_IN_SIZE = 10
"""Size that stands in for a size of None."""

PICK = '''
def pick(arrays, rows):
    """Return some rows of all arrays."""
    return {name: values[rows] for name, values in arrays.items()}
'''

STANDARDIZE = '''
def standardize(values, rows):
    """Subtract the mean and divide by the deviation of the training rows."""
    values = np.asarray(values, "float64")
    axes = tuple(range(values.ndim - 1))
    mean = values[rows].mean(axis=axes)
    deviation = values[rows].std(axis=axes)
    is_constant = deviation <= 1e-12 * np.maximum(1, np.abs(mean))
    scaled = (values - mean) / np.where(is_constant, 1, deviation)
    return scaled.astype("float32")
'''

MINMAX = '''
def minmax(values, rows):
    """Scale to 0..1, as far as the training rows reach."""
    values = np.asarray(values, "float64")
    axes = tuple(range(values.ndim - 1))
    low = values[rows].min(axis=axes)
    span = values[rows].max(axis=axes) - low
    is_constant = span <= 1e-12 * np.maximum(1, np.abs(low))
    scaled = (values - low) / np.where(is_constant, 1, span)
    return scaled.astype("float32")
'''

CLASS_NUMBERS = '''
def class_numbers(values):
    """Number the different values in their order, from 0."""
    return np.unique(values, return_inverse=True)[1]
'''

ONE_HOT = '''
def one_hot(numbers, count):
    """Return one column a class, 1 where the class is the number."""
    return np.eye(count, dtype="float32")[numbers]
'''


@dataclass(frozen=True)
class ScriptData:
    """What the other parts of the script need to know of its data.

    Attributes
    ----------
    functions : list of str
        Functions to define first, each a block of source text.
    lines : list of str
        Statements that make ``x_train``, ``y_train`` and, where there are such rows,
        ``x_val``, ``y_val``, ``x_test``, ``y_test``.
    needs_path, needs_pandas : bool
        What to import beside NumPy.
    file_numbers, file_classes : list of str
        Columns that the file beside the script must have; see `write_columns`.
    has_validation, has_test : bool
        Whether there are such rows.
    """

    functions: list[str]
    lines: list[str]
    needs_path: bool
    needs_pandas: bool
    file_numbers: list[str]
    file_classes: list[str]
    has_validation: bool
    has_test: bool

    @property
    def has_file(self) -> bool:
        """Whether the script reads a file that the program writes beside it."""
        return bool(self.file_numbers or self.file_classes)


@dataclass(frozen=True)
class _Bound:
    """One Input or Output with its columns; `end` is None where nothing is bound."""

    node: Node
    name: str
    binding: Binding | None = None
    end: EndTransform | None = None


class DataWriter:
    """Writes the data part for the nodes that are in the model.

    Parameters
    ----------
    document : Document
        The document.
    analysis : Analysis
        Its shapes, for arrays that stand in where no data is bound.
    inputs, outputs : mapping
        Nodes by their names in the model, in order.
    dataset : Dataset or None
        The bound data.
    base : Path or None
        Folder of the project, where relative paths of data start.
    folder : Path or None
        Folder of the script, if known: files in it are found by a relative path.
    data_name : str
        Name of the file beside the script.
    """

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        inputs: Mapping[str, Node],
        outputs: Mapping[str, Node],
        *,
        dataset: Dataset | None,
        base: Path | None,
        folder: Path | None,
        data_name: str,
    ) -> None:
        self._document = document
        self._analysis = analysis
        self._dataset = dataset
        self._base = base
        self._folder = folder
        self._data_name = data_name
        self._names = Identifiers(RESERVED)
        self._split, self._why = self._read_split()
        self._inputs = [self._bound("Input", k, n) for k, n in inputs.items()]
        self._outputs = [self._bound("Output", k, n) for k, n in outputs.items()]
        self._ends = [b.end for b in (*self._inputs, *self._outputs) if b.end]
        self._table = self._open_table()

    def write(self) -> ScriptData:
        """Return the data part."""
        table = self._table
        lines = [*self._reading(), *self._parting(), *self._arrays()]
        numbers, classes = self._columns()
        is_beside = table is not None and table.path is None
        return ScriptData(
            functions=self._functions(),
            lines=lines,
            needs_path=table is not None,
            needs_pandas=table is not None and table.uses_pandas,
            file_numbers=numbers if is_beside else [],
            file_classes=classes if is_beside else [],
            has_validation=self._split.validation > 0,
            has_test=self._split.test > 0,
        )

    # ------------------------------------------------------------- what is bound

    def _read_split(self) -> tuple[Split, str]:
        try:
            split = Split.from_json(setting(self._document, "split"))
            if self._dataset is not None:
                split.rows(self._dataset.n_rows)
        except DataError as error:
            return Split(), str(error)
        return split, ""

    def _bound(self, role: Role, name: str, node: Node) -> _Bound:
        if self._dataset is None or not (node.binding or {}).get("columns"):
            return _Bound(node, name)
        dataset, split = self._dataset, self._split
        try:
            binding = Binding.from_json(node.binding or {})
            end = remembered(
                dataset,
                (role, name, binding, split),
                lambda: fit_end(
                    dataset, role, name, binding, split.rows(dataset.n_rows).train
                ),
            )
        except DataError as error:
            self._why = self._why or str(error)
            return _Bound(node, name)
        return _Bound(node, name, binding, end)

    def _columns(self) -> tuple[list[str], list[str]]:
        numbers: dict[str, None] = {}
        classes: dict[str, None] = {}
        for end in self._ends:
            for column in end.columns:
                (numbers if column.mode == "number" else classes)[column.column] = None
        return list(numbers), list(classes)

    def _open_table(self) -> Table | None:
        if self._dataset is None or not self._ends:
            return None
        spec = setting(self._document, "source")
        numbers, classes = self._columns()
        return table_for(
            self._dataset,
            spec if isinstance(spec, Mapping) else {},
            self._base,
            numbers,
            classes,
        )

    # ---------------------------------------------------------------- reading

    def _reading(self) -> list[str]:
        table = self._table
        if table is None or self._dataset is None:
            lines = wrapped_comment(
                "Data: nothing is bound in the program yet, so random numbers of the "
                "right shape stand in for it."
                if not self._why
                else "Data: random numbers of the right shape stand in for it, because "
                f"of this: {self._why}"
            )
            return [*lines, *assignment("rows", Atom(str(STAND_IN_ROWS)))]
        title = f"Data: {self._dataset.title}, {self._dataset.n_rows} rows."
        lines = [*wrapped_comment(title), *self._location_lines(table)]
        lines += assignment("data", table.reading())
        first = next(iter(table.numbers.values()), None) or next(
            iter(table.codes.values())
        )
        counted = "data" if table.uses_pandas else first
        lines += assignment("rows", call("len", Atom(counted)))
        return lines

    def _location_lines(self, table: Table) -> list[str]:
        if table.path is None:
            lines = assignment(
                "DATA", call("Path(__file__).with_name", literal(self._data_name))
            )
            advice = "export the script again to get it."
        else:
            lines = assignment("DATA", self._path(table.path))
            advice = "put the file there, or change DATA."
        return [
            *lines,
            "if not DATA.exists():",
            f'    raise SystemExit(f"{{DATA}} is missing: {advice}")',
        ]

    def _path(self, path: Path) -> Expression:
        folder = self._folder.absolute() if self._folder else None
        if folder is not None and path.is_relative_to(folder):
            inside = path.relative_to(folder).as_posix()
            if "/" not in inside:
                return call("Path(__file__).with_name", literal(inside))
            return Atom(f"Path(__file__).parent / {quote(inside)}")
        return call("Path", literal(str(path)))

    # ----------------------------------------------------------------- parting

    def _parting(self) -> list[str]:
        split = self._split
        parts = [("train", 1 - split.validation - split.test)]
        parts += [("validate", split.validation), ("test", split.test)]
        shares = ", ".join(f"{share:.0%} {what}" for what, share in parts if share)
        order = "the last rows are held out" if split.method == "last" else "at random"
        lines = ["", *wrapped_comment(f"Rows: {shares}, {order}.")]
        is_random = split.method == "random"
        bounds = (*self._inputs, *self._outputs)
        if is_random or split.shuffle or any(bound.end is None for bound in bounds):
            lines += [f"rng = np.random.default_rng({split.seed})"]
        source = "rng.permutation(rows)" if is_random else "np.arange(rows)"
        lines += [f"order = {source}"]
        names, cuts = ["train"], list[str]()
        if split.test:
            lines += [f"n_test = int({split.test!r} * rows + 0.5)"]
        if split.validation:
            lines += [f"n_val = int({split.validation!r} * rows + 0.5)"]
            names.append("val")
            cuts.append("rows - n_val - n_test" if split.test else "rows - n_val")
        if split.test:
            names.append("test")
            cuts.append("rows - n_test")
        if cuts:
            lines += [f"{', '.join(names)} = np.split(order, [{', '.join(cuts)}])"]
        else:
            lines += ["train = order"]
        if split.shuffle:
            lines += ["train = rng.permutation(train)"]
        elif is_random:
            lines += ["train = np.sort(train)"]
        if is_random:
            lines += [f"{name} = np.sort({name})" for name in names[1:]]
        return lines

    # ------------------------------------------------------------------ arrays

    def _arrays(self) -> list[str]:
        lines = [""]
        if self._table is not None and any(
            bound.end is None for bound in (*self._inputs, *self._outputs)
        ):
            lines += wrapped_comment(
                "Random numbers stand in where no data is bound."
                + (f" {self._why}" if self._why else "")
            )
        lines += self._array("x", self._inputs)
        lines += self._array("y", self._outputs)
        wanted = ["train"]
        wanted += ["val"] if self._split.validation else []
        wanted += ["test"] if self._split.test else []
        for part in wanted:
            x = self._picked("x", self._inputs, part)
            y = self._picked("y", self._outputs, part)
            lines.append(f"x_{part}, y_{part} = {x}, {y}")
        return lines

    def _array(self, name: str, bounds: list[_Bound]) -> list[str]:
        made = [self._expression(bound) for bound in bounds]
        before = [line for lines, _ in made for line in lines]
        if len(bounds) == 1:
            return [*before, *assignment(name, made[0][1])]
        pairs = (
            (bound.name, value) for bound, (_, value) in zip(bounds, made, strict=True)
        )
        return [*before, *assignment(name, dictionary(pairs, is_open=True))]

    @staticmethod
    def _picked(name: str, bounds: list[_Bound], rows: str) -> str:
        return f"{name}[{rows}]" if len(bounds) == 1 else f"pick({name}, {rows})"

    def _functions(self) -> list[str]:
        functions = []
        if len(self._inputs) > 1 or len(self._outputs) > 1:
            functions.append(PICK)
        scales = {
            bound.binding.scale
            for bound in (*self._inputs, *self._outputs)
            if bound.binding and bound.end and any(c.shift for c in bound.end.columns)
        }
        if "standardize" in scales:
            functions.append(STANDARDIZE)
        if "minmax" in scales:
            functions.append(MINMAX)
        codes = self._table.codes.values() if self._table else ()
        if any(source.startswith("class_numbers(") for source in codes):
            functions.append(CLASS_NUMBERS)
        if any(c.mode == "one_hot" for end in self._ends for c in end.columns):
            functions.append(ONE_HOT)
        return functions

    def _expression(self, bound: _Bound) -> tuple[list[str], Expression]:
        """Return statements to write first, and the array of one node."""
        if bound.end is None or bound.binding is None or self._table is None:
            return [], self._stand_in(bound.node)
        columns = bound.end.columns
        if all(c.mode == "number" for c in columns):
            return self._numbers(bound, columns, bound.end.dtype)
        pieces = [self._piece(c, bound.binding.scale) for c in columns]
        if len(pieces) == 1:
            return [], pieces[0]
        joined = call("np.concatenate", listing(pieces), axis=Atom("1"))
        return [], _cast(joined, bound.end.dtype)

    def _numbers(
        self, bound: _Bound, columns: tuple[ColumnTransform, ...], dtype: str
    ) -> tuple[list[str], Expression]:
        """Return the array of a node that reads numbers only."""
        assert self._table is not None
        assert bound.binding is not None
        table, before = self._table, list[str]()
        value: Expression
        if len(columns) == 1:
            value = self._column(columns[0])
            dtypes = {table.dtypes[columns[0].column]}
        else:
            dtypes = {table.dtypes[c.column] for c in columns}
            keys = [table.together.get(c.column) for c in columns]
            if all(keys):
                names = self._names.new(f"{bound.node.name} columns", "columns")
                before = assignment(names, literal(keys))
                value = (
                    Atom(f"data[{names}].to_numpy()")
                    if table.uses_pandas
                    else Atom(f"np.column_stack([data[name] for name in {names}])")
                )
            else:
                sources = [Atom(table.numbers[c.column]) for c in columns]
                value = call("np.column_stack", listing(sources))
        if any(c.shift for c in columns):
            value = call(bound.binding.scale, value, Atom("train"))
            dtypes = {"float32"}
        return before, value if dtypes == {dtype} else _cast(value, dtype)

    def _piece(self, column: ColumnTransform, scale: str) -> Expression:
        """Return one column of several kinds, of shape (rows, width)."""
        assert self._table is not None
        if column.mode == "number":
            value = self._column(column)
            return call(scale, value, Atom("train")) if column.shift else value
        codes = self._table.codes[column.column]
        if column.mode == "index":
            return Atom(f"{codes}.reshape(-1, 1)")
        return call("one_hot", Atom(codes), literal(len(column.classes)))

    def _column(self, column: ColumnTransform) -> Expression:
        assert self._table is not None
        source = self._table.numbers[column.column]
        return Atom(source if column.shape else f"{source}.reshape(-1, 1)")

    # --------------------------------------------------------------- stand-ins

    def _stand_in(self, node: Node) -> Expression:
        if node.type == INPUT:
            entry = InputNode(**node.options)
            if entry.dtype.startswith(("int", "uint", "bool")):
                return _integers("2", _sizes(entry.shape))
            return _uniform(_sizes(entry.shape), entry.dtype)
        output = OutputNode(**node.options)
        shapes = self._analysis.nodes[node.id].input_shapes
        shape: Shape = (shapes[0] or (None, 1))[1:]
        *outer, units = _sizes(shape) or ["1"]
        if output.loss == "sparse_categorical_crossentropy":
            return _integers(units, [*outer, "1"])
        if output.loss == "categorical_crossentropy":
            codes = Call(Atom("rng.integers"), _integers(units, outer).arguments)
            return Atom(f"np.eye({units})[{flat(codes)}]")
        if output.loss == "binary_crossentropy":
            return _integers("2", [*outer, units])
        return _uniform([*outer, units])


def _sizes(shape: Iterable[int | None]) -> list[str]:
    return [str(STAND_IN_SIZE if size is None else size) for size in shape]


def _size_tuple(sizes: list[str]) -> Expression:
    items = (Atom("rows"), *(Atom(size) for size in sizes))
    return Items("(", items, ")", is_tuple=True)


def _integers(high: str, sizes: list[str]) -> Call:
    return call("rng.integers", Atom(high), size=_size_tuple(sizes))


def _uniform(sizes: list[str], dtype: str = "float64") -> Expression:
    if dtype == "float64":
        return call("rng.random", _size_tuple(sizes))
    if dtype == "float32":
        return call("rng.random", _size_tuple(sizes), dtype=literal(dtype))
    return _cast(call("rng.random", _size_tuple(sizes)), dtype)


def _cast(value: Expression, dtype: str) -> Expression:
    if isinstance(value, Atom):
        return Atom(f"{value.text}.astype({quote(dtype)})")
    return call("np.asarray", value, literal(dtype))


RESERVED = (
    *("keras", "layers", "np", "pd", "os", "Path", "DATA", "data", "rows", "rng"),
    *("order", "train", "val", "test", "n_val", "n_test", "x", "y", "x_train"),
    *("y_train", "x_val", "y_val", "x_test", "y_test", "pick", "standardize"),
    *(
        "minmax",
        "class_numbers",
        "one_hot",
        "model",
        "history",
        "scores",
        "predictions",
        "name",
        "values",
    ),
)
"""Names that the script uses itself."""
