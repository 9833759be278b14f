"""Before the phases: the sheet of motive and vision, and the comparison of candidate systems."""
