"""NPZ and NPY files: kinds of arrays, and files made to do harm."""

import io
import pickle
import struct
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.lib import format as npy

from studio.data import DataError, file_spec, open_source
from studio.data.sources import npz


@pytest.fixture
def read(tmp_path):
    """Open arrays or bytes as a file."""

    def write_and_open(content=None, /, **arrays):
        path = tmp_path / "x.npz"
        if content is None:
            np.savez_compressed(path, **arrays)
        else:
            path.write_bytes(content)
        return open_source({"kind": "npz", "path": path.name}, base=tmp_path)

    return write_and_open


def npy_bytes(shape, descr, data=b"", fortran=False):
    """An NPY stream whose header may lie."""
    buffer = io.BytesIO()
    header = {"descr": descr, "fortran_order": fortran, "shape": shape}
    npy.write_array_header_1_0(buffer, header)
    return buffer.getvalue() + data


def zip_bytes(*members, compression=zipfile.ZIP_DEFLATED):
    """An archive of named members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(read, *args, **kwargs):
    with pytest.raises(DataError) as caught:
        read(*args, **kwargs)
    assert 'NPZ "x.np' in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("array", "kind", "shape", "dtype"),
    [
        (np.arange(4.0), "numeric", (), "float64"),
        (np.ones((4, 3), np.float32), "numeric", (3,), "float32"),
        (np.ones((4, 3), np.int64), "tokens", (3,), "int64"),
        (-np.ones((4, 3), np.int64), "numeric", (3,), "int64"),
        (np.ones((4, 3), np.uint8), "numeric", (3,), "uint8"),
        (np.ones((4, 5, 3), np.float32), "sequence", (5, 3), "float32"),
        (np.ones((4, 28, 28), np.uint8), "image", (28, 28), "uint8"),
        (np.ones((4, 8, 8, 3), np.uint8), "image", (8, 8, 3), "uint8"),
        (np.ones((4, 8, 8, 7)), "numeric", (8, 8, 7), "float64"),
        (np.ones((4, 2), np.float16), "numeric", (2,), "float32"),
        (np.ones((4, 2), np.longdouble), "numeric", (2,), "float64"),
        (np.ones((4, 2), ">f4"), "numeric", (2,), "float32"),
        (np.ones((4, 2), bool), "numeric", (2,), "uint8"),
        (np.array([True, False] * 2), "category", (), "int32"),
        (np.array(["b", "a", "b", "ü"]), "category", (), "int32"),
        (np.array([b"b", b"a", b"b", b"c"]), "category", (), "int32"),
    ],
)
def test_kinds_of_arrays(read, array, kind, shape, dtype):
    field = read(x=array).fields["x"]
    assert (field.kind, field.shape, field.dtype) == (kind, shape, dtype)


def test_values_and_class_names_survive(read):
    x = np.random.default_rng(0).normal(size=(5, 2, 3))
    data = read(
        x=x,
        f=np.asfortranarray(x[:, 0]),
        big=x[:, 0, 0].astype(">f8"),
        label=np.array(["no", "yes", "no", "no", "yes"]),
        name=np.array([b"a", b"b", b"c", b"d", b"e"]),
    )
    np.testing.assert_array_equal(data.column("x"), x)
    np.testing.assert_array_equal(data.column("f"), x[:, 0])
    np.testing.assert_array_equal(data.column("big"), x[:, 0, 0])
    assert [row["label"] for row in data.preview()] == ["no", "yes", "no", "no", "yes"]
    assert data.fields["name"].classes == ("a", "b", "c", "d", "e")
    assert (data.name, data.title) == ("x", "x.npz")


def test_missing_numbers_are_counted_by_row(read):
    x = np.zeros((4, 3))
    x[1] = x[3, 0] = np.nan
    assert read(x=x).fields["x"].missing == 2


def test_a_single_array(tmp_path, read):
    np.save(tmp_path / "one.npy", np.arange(6).reshape(3, 2))
    data = open_source(file_spec(tmp_path / "one.npy", tmp_path), tmp_path)
    assert data.column("data").tolist() == [[0, 1], [2, 3], [4, 5]]


def test_stored_archives_are_read(tmp_path):
    np.savez(tmp_path / "s.npz", x=np.arange(3))
    assert open_source({"kind": "npz", "path": str(tmp_path / "s.npz")}).n_rows == 3


def test_first_axes_must_agree(read):
    text = refusal(read, x=np.zeros((4, 2)), y=np.zeros(5), z=np.zeros(4))
    assert 'array "y" has 5 rows, but "x" has 4' in text
    assert "save the others in another file" in text


@pytest.mark.parametrize("array", [np.array(3.0), np.zeros((0, 3))])
def test_arrays_without_rows(read, array):
    assert "has no rows" in refusal(read, x=array)


@pytest.mark.parametrize(
    "array",
    [
        np.zeros(3, complex),
        np.zeros(3, "datetime64[s]"),
        np.zeros(3, [("a", float), ("b", int)]),
    ],
)
def test_other_types_are_refused(read, array):
    assert "cannot be used" in refusal(read, x=array)


def test_texts_with_a_shape_are_refused(read):
    assert "Save one text a row" in refusal(read, x=np.array([["a", "b"]]))


class Bomb:
    """Runs code when it is unpickled."""

    def __reduce__(self):
        return (open, ("hornbeam-was-here.txt", "w"))


def test_pickles_are_never_loaded(read, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    array = np.array([Bomb(), Bomb()], dtype=object)
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=True)
    contents = (
        zip_bytes(("x.npy", buffer.getvalue())),
        buffer.getvalue(),
        zip_bytes(("x.npy", npy_bytes((2,), "|O", pickle.dumps([Bomb()] * 2)))),
        zip_bytes(("x.npy", pickle.dumps(Bomb()))),
        pickle.dumps({"x": Bomb()}),
        zip_bytes(("x.pkl", pickle.dumps(Bomb()))),
    )
    for content in contents:
        text = refusal(read, content)
        assert "Save" in text or "Write" in text
    assert "Python objects are not loaded" in refusal(read, contents[0])
    assert "this is a pickle" in refusal(read, contents[4])
    assert not (tmp_path / "hornbeam-was-here.txt").exists()


@pytest.mark.parametrize(
    "header",
    [
        ((2**40, 4), "<f8"),
        ((10, 2**62), "<f8"),
        ((3,), "<f8"),
        ((-2, 4), "<f8"),
        ((1,) * 12, "<f8"),
        ((2,), "<U100000000"),
    ],
)
def test_headers_that_lie_are_found_before_reading(read, header):
    content = npy_bytes(*header, data=bytes(8))
    for wrapped in (content, zip_bytes(("x.npy", content))):
        text = refusal(read, wrapped)
        assert "declares shape" in text
        assert "8 bytes are stored" in text


def test_a_zip_bomb_is_refused_by_its_declared_size(read, monkeypatch):
    monkeypatch.setattr(npz, "MAX_BYTES", 1 << 20)
    zeros = npy_bytes((1 << 18,), "<f8", bytes(8 << 18))
    content = zip_bytes(("x.npy", zeros))
    assert len(content) < 10_000
    assert "declare 2 MB, at most 1 MB" in refusal(read, content)


def test_a_member_that_is_longer_than_the_directory_says(read):
    content = bytearray(zip_bytes(("x.npy", npy_bytes((4,), "<f8", bytes(32)))))
    at = content.rindex(b"PK\x01\x02")
    size = struct.unpack_from("<I", content, at + 24)[0]
    struct.pack_into("<I", content, at + 24, size + 2**31)
    assert "bytes are stored" in refusal(read, bytes(content))


def test_damaged_content_is_found_by_its_checksum(read):
    values = npy_bytes((4,), "<f8", bytes(32))
    content = bytearray(zip_bytes(("x.npy", values), compression=zipfile.ZIP_STORED))
    content[content.index(values) + len(values) - 1] ^= 1
    assert "damaged" in refusal(read, bytes(content))


@pytest.mark.parametrize(
    "members",
    [
        [("readme.txt", b"hello")],
        [("x.npy/", b"")],
        [],
    ],
)
def test_archives_of_other_things(read, members):
    refusal(read, zip_bytes(*members))


def test_two_members_of_one_name(read):
    array = npy_bytes((1,), "<f8", bytes(8))
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zip_bytes(("x.npy", array), ("x.npy", array))
    assert "different names" in refusal(read, content)


def test_too_many_arrays(read):
    array = npy_bytes((1,), "<f8", bytes(8))
    content = zip_bytes(*((f"{i}.npy", array) for i in range(1001)))
    assert "1001 arrays" in refusal(read, content)


def test_other_compressions_are_refused(read):
    array = npy_bytes((1,), "<f8", bytes(8))
    content = zip_bytes(("x.npy", array), compression=zipfile.ZIP_LZMA)
    assert "not a plain NumPy array" in refusal(read, content)


def test_a_path_as_name_stays_a_name(read, tmp_path):
    array = npy_bytes((1,), "<f8", bytes(8))
    data = read(zip_bytes(("../../out.npy", array)))
    assert list(data.fields) == ["../../out"]
    assert not (tmp_path.parent.parent / "out.npy").exists()


def good_file():
    buffer = io.BytesIO()
    np.savez_compressed(buffer, x=np.arange(6.0).reshape(3, 2), y=np.arange(3))
    return buffer.getvalue()


@pytest.mark.parametrize("length", range(0, len(good_file()), 23))
def test_truncated_files(read, length):
    refusal(read, good_file()[:length])


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 255)), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_flipped_bits_give_the_same_data_or_a_data_error(read, flips):
    content = bytearray(good_file())
    for place, mask in flips:
        content[place % len(content)] ^= mask
    try:
        data = read(bytes(content))
    except DataError:
        return
    for name, expected in (("x", np.arange(6.0).reshape(3, 2)), ("y", np.arange(3))):
        if name in data.fields:
            np.testing.assert_array_equal(data.column(name), expected)
