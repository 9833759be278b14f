"""Closed rounds beside what later data or newer definitions would make of them."""
