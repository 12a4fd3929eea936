"""Keras' functional API on NumPy: ``import engine as keras`` runs a Keras 3 script."""
