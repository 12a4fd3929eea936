"""Where arrays come from: data sets, columns bound to nodes, splits. No Qt, no engine.

A run goes ``open_source(spec)`` -> `Dataset` -> ``prepare(dataset, inputs, outputs,
split)`` -> `Prepared`; new rows go through ``apply(dataset, transforms)``.
"""

from studio.data.binding import Binding, Encoding, Scale
from studio.data.dataset import Dataset
from studio.data.errors import DataError
from studio.data.fields import Array, Column, Field, Kind
from studio.data.options import Option, Setting
from studio.data.prepare import Part, Prepared, apply, check_labels, prepare
from studio.data.proposals import propose_input, propose_output
from studio.data.sets import SetInfo
from studio.data.source import Source, file_spec, open_source, source_kinds
from studio.data.sources.builtin import builtin_sets
from studio.data.sources.generated import generated_sets
from studio.data.split import Method, Split, SplitRows
from studio.data.text import ENCODINGS
from studio.data.transforms import ColumnTransform, EndTransform, Role, Transforms

__all__ = [
    "ENCODINGS",
    "Array",
    "Binding",
    "Column",
    "ColumnTransform",
    "DataError",
    "Dataset",
    "Encoding",
    "EndTransform",
    "Field",
    "Kind",
    "Method",
    "Option",
    "Part",
    "Prepared",
    "Role",
    "Scale",
    "SetInfo",
    "Setting",
    "Source",
    "Split",
    "SplitRows",
    "Transforms",
    "apply",
    "builtin_sets",
    "check_labels",
    "file_spec",
    "generated_sets",
    "open_source",
    "prepare",
    "propose_input",
    "propose_output",
    "source_kinds",
]
