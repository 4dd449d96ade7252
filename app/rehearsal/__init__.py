"""Rehearsing: a real session with simulated phones, so that a presenter can practise alone."""
