"""Measurements, run by name; they print and judge nothing."""
