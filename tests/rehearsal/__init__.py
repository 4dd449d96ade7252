"""Tests of the simulated phones, and of rehearsing with them."""
