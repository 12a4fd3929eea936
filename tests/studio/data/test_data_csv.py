"""CSV tables: layout, encodings, kinds of columns, and files that cannot be read."""

import codecs
import contextlib
import pickle
import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.data import DataError, file_spec, open_source
from studio.data.table_layout import sniff_header
from studio.data.text import detect_encoding


@pytest.fixture
def read(tmp_path):
    """Write a file and open it."""

    def write_and_open(content, name="table.csv", written="utf-8", **options):
        if isinstance(content, str):
            content = content.encode(written)
        (tmp_path / name).write_bytes(content)
        return open_source({"kind": "csv", "path": name, **options}, base=tmp_path)

    return write_and_open


@pytest.fixture
def refusal(read):
    """Text of the error that a file gives."""

    def text(content, **options):
        with pytest.raises(DataError) as caught:
            read(content, **options)
        assert caught.value.template.format(**caught.value.values) == str(caught.value)
        return str(caught.value)

    return text


def kinds(data):
    return {name: field.kind for name, field in data.fields.items()}


def test_kinds_of_columns(read):
    rows = [
        f"{i},{i / 2},{'ab'[i % 2]},text number {i},{i % 2 == 0},{2.5 if i else ''}"
        for i in range(30)
    ]
    data = read("\n".join(["count,half,letter,note,flag,gap", *rows]))
    assert (data.name, data.title, data.n_rows) == ("table", "table.csv", 30)
    assert kinds(data) == {
        "count": "numeric",
        "half": "numeric",
        "letter": "category",
        "note": "text",
        "flag": "category",
        "gap": "numeric",
    }
    assert data.fields["count"].dtype == "int64"
    assert data.fields["count"].integral
    assert data.fields["half"].mean == pytest.approx(7.25)
    assert data.fields["letter"].classes == ("a", "b")
    assert data.fields["flag"].classes == ("False", "True")
    assert data.fields["gap"].missing == 1
    assert data.fields["gap"].distinct == 1
    assert data.preview(1)[0] == {
        "count": 0,
        "half": 0.0,
        "letter": "a",
        "note": "text number 0",
        "flag": "True",
        "gap": None,
    }


def test_missing_values_of_every_kind(read):
    data = read("n,c,t,all\n1,a,x,\nNA,,y,\n,b,?,\nnan,a,z,\n")
    assert [field.missing for field in data.fields.values()] == [3, 1, 1, 4]
    assert data.fields["c"].classes == ("a", "b")
    assert data.column("c").tolist() == [0, -1, 1, 0]
    assert data.fields["all"].kind == "numeric"
    assert (data.fields["all"].min, data.fields["all"].mean) == (None, None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " "])
def test_delimiters_are_found(read, delimiter):
    lines = ["a b", "1 2.5", "3 4.5"]
    data = read("\n".join(lines).replace(" ", delimiter))
    assert data.column("a").tolist() == [1, 3]
    assert data.column("b").tolist() == [2.5, 4.5]


def test_aligned_columns_as_numpy_writes_them(tmp_path):
    np.savetxt(tmp_path / "x.txt", [[1.0, -2.0], [3.0, 4.0]], fmt="%8.2f")
    data = open_source({"kind": "csv", "path": "x.txt"}, tmp_path)
    assert data.column("column 2").tolist() == [-2, 4]


def test_decimal_commas(read):
    data = read("a;b;c\n1,5;2;1,2\n-3,25;4;\n")
    assert data.column("a").tolist() == [1.5, -3.25]
    assert data.fields["c"].missing == 1
    # Without a header the semicolon still wins over the comma inside the numbers.
    assert read("1,5;2,5\n3,5;4,5\n").column("column 2").tolist() == [2.5, 4.5]


def test_the_delimiter_can_be_chosen(read):
    text = "a;b,c\n1;2,3\n4;5,6\n"
    assert list(read(text).fields) == ["a", "b,c"]
    assert list(read(text, delimiter=",").fields) == ["a;b", "c"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a,b\n1,2\n3,4\n", ["a", "b"]),
        ("1,2\n3,4\n", ["column 1", "column 2"]),
        ("x,1\ny,2\n", ["column 1", "column 2"]),
        ("name,town\nAnn,Rome\nBob,Oslo\n", ["name", "town"]),
        ("red,blue\nblue,red\nred,red\n", ["column 1", "column 2"]),
        (",a, b \n1,2,3\n", ["column 1", "a", "b"]),
        ("a,a,a\n1,2,3\n", ["a", "a (2)", "a (3)"]),
        ("a\x07\u202eb,c\td\n1,2\n", ["ab", "cd"]),
    ],
)
def test_headers_are_found_and_cleaned(read, text, names):
    assert list(read(text, delimiter=",").fields) == names


def test_the_header_can_be_chosen(read):
    assert read("2019,2020\n1,2\n3,4\n", header=True).column("2019").tolist() == [1, 3]
    assert read("a,b\nc,d\n", header=False).n_rows == 2
    assert read("1,2\n", header=False).n_rows == 1


def test_a_header_above_numbers_is_a_header_even_if_rows_repeat_it():
    assert sniff_header([["a", "b"], ["a", "1"]])
    assert not sniff_header([["a"], ["a"], ["b"]])


def test_one_row_of_data_is_enough(read):
    assert read("a,b\n1,x\n").preview() == [{"a": 1, "b": "x"}]


def test_quotes_newlines_and_blank_lines(read):
    data = read('note,n\r\n"a, ""b""\r\nc",1\r\n\r\n"d",2\r\n')
    assert data.n_rows == 2
    assert data.fields["note"].classes == ('a, "b"\nc', "d")
    assert data.column("n").tolist() == [1, 2]


def test_a_header_with_a_newline_in_quotes(read):
    data = read('"first\nname",n\nx,1\ny,2\n')
    assert list(data.fields) == ["firstname", "n"]
    assert data.n_rows == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("utf-8", "名称,数值\n苹果,1\n香蕉,2\n"),
        ("utf-8-sig", "名称,数值\n苹果,1\n香蕉,2\n"),
        ("utf-16", "名称,数值\n苹果,1\n香蕉,2\n"),
        ("utf-16-le", "name,value\nMüller,1\nGroß,2\n"),
        ("utf-16-be", "name,value\nMüller,1\nGroß,2\n"),
        ("utf-32", "名称,数值\n苹果,1\n香蕉,2\n"),
        ("gb18030", "名称,数值\n苹果,1\n香蕉,2\n"),
        ("cp1252", "name,value\nMüller,1\nCafé,2\n"),
    ],
)
def test_encodings_are_found(read, name, text):
    data = read(text, written=name)
    header, *rows = (line.split(",") for line in text.split())
    assert list(data.fields) == header
    cells = [row[header[0]] for row in data.preview()]
    assert cells == [row[0] for row in rows]
    assert data.column(header[1]).tolist() == [1, 2]


def test_a_late_character_decides_the_encoding(read):
    text = "a,b\n" + "1,x\n" * 30_000 + "2,水果\n"
    data = read(text, written="gb18030")
    assert data.preview(1, start=30_000)[0]["b"] == "水果"


def test_the_encoding_can_be_chosen(read):
    text = "町,n\n東京,1\n大阪,2\n"
    data = read(text, written="shift_jis", encoding="shift_jis")
    assert data.fields["町"].classes == ("大阪", "東京")


def test_a_wrong_encoding_says_where(refusal):
    text = refusal("a,b\n1,é\n".encode("cp1252"), encoding="utf-8")
    assert "line 2: byte 0xe9 is not valid in encoding utf-8" in text
    assert "Choose the encoding" in text


GB2312 = bytes(
    byte
    for high in range(0xB0, 0xF8)
    for low in range(0xA1, 0xFF)
    for byte in (high, low)
).decode("gb2312", "ignore")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@given(st.text(st.sampled_from(GB2312), min_size=1, max_size=20))
@settings(max_examples=30)
def test_chinese_texts_are_detected(encoding, text):
    content = ("名称,数值\n" + text).encode(encoding)
    found = detect_encoding(content)
    assert content.decode(found).removeprefix("\ufeff") == "名称,数值\n" + text


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_bytes_are_a_table_or_a_data_error(read, content):
    with contextlib.suppress(DataError):
        data = read(content)
        assert data.n_rows >= 1
        assert data.fields


@given(st.text('a1,;"\n\r\t =|.-?', max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_punctuation_is_a_table_or_a_data_error(read, text):
    with contextlib.suppress(DataError):
        data = read(text)
        assert all(len(data.column(n)) == data.n_rows for n in data.fields)
        data.preview()


def test_rows_longer_than_the_sample(read):
    cell = "1" * 100_000
    data = read("a,b\n" + f"x{cell},2\n" * 16 + "x,3\n")
    assert data.column("b").tolist() == [2] * 16 + [3]
    assert data.fields["a"].kind == "text"


def test_values_survive_a_round_trip(read):
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(
        {
            "x": rng.normal(size=50),
            "n": rng.integers(-5, 10**12, size=50),
            "c": rng.choice(["red", "green, dark", 'blue "sky"'], size=50),
        }
    )
    data = read(frame.to_csv(index=False))
    np.testing.assert_array_equal(data.column("x"), frame["x"])
    np.testing.assert_array_equal(data.column("n"), frame["n"])
    assert [row["c"] for row in data.preview(50)] == frame["c"].tolist()


def test_fingerprint_follows_the_content_not_the_file(read):
    text = "a,b\n1,x\n2,y\n"
    first = read(text, name="one.csv").fingerprint()
    assert read(text, name="two.csv", written="utf-16").fingerprint() == first
    assert read(text.replace("2", "3")).fingerprint() != first


def test_many_different_texts_are_no_classes(read):
    words = [f"w{i % 25}" for i in range(200)]
    assert kinds(read("t\n" + "\n".join(words[:25]))) == {"t": "text"}
    assert kinds(read("t\n" + "\n".join(words))) == {"t": "category"}
    long = "t\n" + "\n".join(["long " * 30, "short"] * 10)
    assert kinds(read(long)) == {"t": "text"}


def test_huge_whole_numbers_and_infinity(read):
    data = read(f"a,b\n{10**30},inf\n1,2\n")
    assert data.fields["a"].kind in ("numeric", "category")
    assert data.fields["b"].max == 2


# --------------------------------------------------------------- refused files


def test_too_long_and_too_short_rows(refusal):
    text = refusal("a,b,c\n1,2,3\n4,5\n6,7,8\n")
    assert text == (
        'CSV "table.csv", line 3: 2 cells, but the first line has 3. Correct the '
        'line, put texts that contain the delimiter "," in quotes, or choose another '
        "delimiter."
    )
    assert "line 4: 4 cells" in refusal("a,b,c\n1,2,3\n4,5,6\n6,7,8,9\n")


@pytest.mark.parametrize("bad", ["1,2\n", "1,2,3,4\n"])
def test_ragged_rows_far_down_are_found(refusal, bad):
    text = "a,b,c\n" + "1,2,3\n" * 5000 + bad + "1,2,3\n" * 10
    assert "line 5002:" in refusal(text)


def test_ragged_rows_after_cells_with_newlines_give_the_line_of_the_file(refusal):
    assert "line 5:" in refusal('a,b\n"x\ny",1\n2,3\n4\n')


def test_a_formula_says_where_it_stands(refusal):
    text = refusal("item,total\nx,1\ny,=SUM(B1:B2)\n")
    assert 'line 3, column "total": formula "=SUM(B1:B2)"' in text
    assert "Save the values" in text


def test_signs_that_are_no_formulas(read):
    data = read("t,n\n==,1\n-,2\n@me,3\n+1,4\n= ,5\n")
    assert data.n_rows == 5


@pytest.mark.parametrize("content", ["", "\n\n", "  \n", "\ufeff"])
def test_empty_files(refusal, content):
    assert "the file is empty" in refusal(content)


@pytest.mark.parametrize("content", ["a,b,c", "a,b,c\n", "1,2\n\n"])
def test_one_line_is_no_table(refusal, content):
    assert "one line only" in refusal(content)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"PK\x03\x04rest", "an Excel workbook or a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (random.Random(0).randbytes(3000), "not a text file"),
        (b"a,b\n1,2\n" + bytes(100), "not a text file"),
        (pickle.dumps({"a": [1.5] * 10}), "not a text file"),
        (np.zeros(200).tobytes(), "not a text file"),
    ],
)
def test_binary_files(refusal, content, found):
    assert found in refusal(content)


def test_a_quote_that_is_never_closed(refusal):
    assert "is opened and never closed" in refusal('a,b\n1,2\n3,"x\n4,5\n')
    # So much text in one cell that the csv module gives up.
    assert "quote that is not closed" in refusal('a,b\n1,"x\n' + "2,y\n" * 60_000)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_all_line_endings(read, ending):
    data = read(f"{ending}a,b{ending}1,2{ending}{ending}3,4{ending}")
    assert data.column("b").tolist() == [2, 4]


def test_a_header_above_blank_lines_is_no_table(refusal):
    assert 'one line only ("a")' in refusal("a\n\n ")


def test_too_many_columns(refusal):
    assert "columns, at most" in refusal(",".join(["x"] * 20_000) + "\n1\n")


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(3 << 30)
    import studio.data.source as source

    with pytest.raises(DataError, match="larger than 1 MB"):
        source.read_file(tmp_path / "big.csv", 1 << 20)


def test_bad_delimiters(refusal):
    assert "one character" in refusal("a,b\n1,2\n", delimiter="ab")
    for delimiter in '"a7é\n\0':
        assert "one character" in refusal("a,b\n1,2\n", delimiter=delimiter)


def test_missing_files_and_folders(tmp_path):
    with pytest.raises(DataError, match="does not exist") as caught:
        open_source({"kind": "csv", "path": "sub/none.csv"}, tmp_path)
    assert str(tmp_path / "sub") in str(caught.value)
    with pytest.raises(DataError, match="folder"):
        open_source({"kind": "csv", "path": str(tmp_path)})
    with pytest.raises(DataError, match="not a path"):
        open_source({"kind": "csv", "path": "a\0b"})
    with pytest.raises(DataError, match="not a path"):
        open_source({"kind": "csv", "path": ""})
    with pytest.raises(DataError, match=r"cannot be read|does not exist"):
        open_source({"kind": "csv", "path": "x" * 5000}, tmp_path)


def test_nothing_is_fetched_from_the_network(tmp_path):
    with pytest.raises(DataError, match="does not exist"):
        open_source({"kind": "csv", "path": "http://localhost:1/x.csv"}, tmp_path)


def test_paths_are_stored_relative_to_the_project(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "t.tsv").write_text("a\tb\n1\t2\n")
    spec = file_spec(tmp_path / "data" / "t.tsv", base=tmp_path)
    assert spec == {"kind": "csv", "path": "data/t.tsv"}
    monkeypatch.chdir("/")
    assert open_source(spec, base=tmp_path).column("b").tolist() == [2]
    # A project that was saved on Windows.
    windows = {"kind": "csv", "path": "data\\t.tsv"}
    assert open_source(windows, base=tmp_path).n_rows == 1
    outside = file_spec(tmp_path / "data" / "t.tsv", base=tmp_path / "other")
    assert outside["path"] == str(tmp_path / "data" / "t.tsv")
    with pytest.raises(DataError, match=r"\.csv, \.data, \.npy, \.npz"):
        file_spec(tmp_path / "model.pkl")


def test_byte_order_marks_are_told_apart():
    assert detect_encoding(codecs.BOM_UTF32_LE + "a".encode("utf-32-le")) == "utf-32"
    assert detect_encoding(codecs.BOM_UTF16_LE + "a".encode("utf-16-le")) == "utf-16"
