"""Real data sets that ship with the program, one a file.

Sources and licences are in ``resources/datasets/README.md``.
"""
