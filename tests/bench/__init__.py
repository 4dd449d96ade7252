"""Tests that the measuring can be run and believed."""
