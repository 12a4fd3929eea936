"""Bytes of a text file to text: finds the encoding, refuses what is no text."""

from __future__ import annotations

import codecs

from engine.errors import Text
from studio.data.errors import DataError

ENCODINGS = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "shift_jis"),
    *("euc-kr", "cp1250", "cp1251", "cp1252", "latin-1", "utf-32"),
)
"""What a user can choose; the first four and gb18030 and cp1252 are also detected."""

SIGNATURES = (
    (b"PK\x03\x04", Text("an Excel workbook or a zip archive")),
    (b"\xd0\xcf\x11\xe0", Text("an old Excel workbook")),
    (b"\x89PNG", Text("a PNG picture")),
    (b"\xff\xd8\xff", Text("a JPEG picture")),
    (b"\x89HDF", Text("an HDF5 file")),
    (b"\x93NUMPY", Text("a NumPy array")),
    (b"%PDF", Text("a PDF document")),
    (b"\x1f\x8b", Text("a gzip archive")),
    (b"PAR1", Text("a Parquet file")),
    (b"SQLite format 3", Text("an SQLite database")),
)

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

SAMPLE = 1 << 16


def decode(content: bytes, path: str, encoding: str | None = None) -> str:
    """Turn the bytes of a file into text.

    Parameters
    ----------
    content : bytes
        All of the file.
    path : str
        Name of the file, for error texts.
    encoding : str, optional
        One of `ENCODINGS`; detected when None.

    Returns
    -------
    str
        Without a byte order mark.

    Raises
    ------
    DataError
        If the file is no text, or not in this encoding.
    """
    for signature, found in SIGNATURES:
        if content.startswith(signature):
            raise DataError(
                'CSV "{path}": this is {found}, not a text table. '
                "Export the table as CSV and open that file.",
                path=path,
                found=found,
            )
    encoding = encoding or detect_encoding(content)
    if encoding is None:
        raise _not_text(path)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            'CSV "{path}", line {line}: byte 0x{byte:02x} is not valid in encoding '
            "{encoding}. Choose the encoding that the file was saved in.",
            path=path,
            line=line,
            byte=content[error.start],
            encoding=encoding,
        ) from error
    if "\0" in text:
        raise _not_text(path)
    return text.removeprefix("\ufeff")


def detect_encoding(content: bytes) -> str | None:
    """Guess the encoding of a text.

    Parameters
    ----------
    content : bytes
        All of the file: one byte near its end can decide.

    Returns
    -------
    str or None
        None when the bytes are no text.

    Notes
    -----
    Byte order marks first; then zeros at every other byte (UTF-16); then UTF-8, which
    other texts almost never fit by accident. Western texts often happen to be valid
    GB18030, but hardly ever give characters of the common set GB 2312.
    """
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return encoding
    sample = content[:SAMPLE]
    if b"\0" in sample:
        return _utf16_without_mark(sample)
    if _fits(content, "utf-8"):
        return "utf-8"
    if _fits(content, "gb18030"):
        rest = [c for c in content.decode("gb18030") if ord(c) > 127][:SAMPLE]
        common = sum(_is_gb2312(c) for c in rest)
        if common >= len(rest) / 2:
            return "gb18030"
    return "cp1252" if _fits(content, "cp1252") else None


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 by the zeros that ASCII characters leave, or None."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    few, many = sorted((even, odd))
    if many < len(sample) / 8 or few > many / 16:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _fits(content: bytes, encoding: str) -> bool:
    """Whether all bytes are valid."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_gb2312(char: str) -> bool:
    """Whether a character belongs to the common Chinese set."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _not_text(path: str) -> DataError:
    """Error for bytes that no encoding makes a text of."""
    return DataError(
        'CSV "{path}": this is not a text file (binary data found). '
        "Choose a CSV file, or its encoding if it is one.",
        path=path,
    )
