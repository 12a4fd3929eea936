"""Graphs of layer calls: symbolic tensors, nodes, and the plan that runs them."""
