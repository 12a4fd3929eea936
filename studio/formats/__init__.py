"""One module a file format, without Qt: each reads or writes a document."""
