"""Starts Hornbeam from a checkout; see `studio.start`."""

from __future__ import annotations

import sys

from studio.start import main

if __name__ == "__main__":
    sys.exit(main())
