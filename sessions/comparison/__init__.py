"""Runs of one deck side by side: what each room answered at the start and at the end, and nothing else of them."""

from sessions.comparison.comparison import Comparison, Group, Seen, comparison
from sessions.comparison.pulse import LEAST, Half, Pulse, pulses
from sessions.comparison.run import Run, run_of

__all__ = ["LEAST", "Comparison", "Group", "Half", "Pulse", "Run", "Seen", "comparison", "pulses", "run_of"]
