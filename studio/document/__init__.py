"""The document: graph, settings and bindings as plain data; no Qt here."""
