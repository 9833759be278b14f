"""The Chinese catalogues, one a feature, and the step that merges them."""
