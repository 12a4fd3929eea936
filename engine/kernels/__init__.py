"""Pure array functions with ``out=``, each with its adjoint; nothing of graphs here."""
