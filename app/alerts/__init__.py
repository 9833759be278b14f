"""Early warnings of a project: what stands, what was dismissed and why, and what stood before."""
