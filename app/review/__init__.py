"""The business review beyond its registers: processes drawn as swim lanes."""
