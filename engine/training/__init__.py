"""compile, fit, evaluate and predict: data in, batches out, steps, logs."""
