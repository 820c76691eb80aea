"""Races and micro-benchmarks."""
