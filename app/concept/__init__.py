"""Views of concept introduction: the RACI matrix, what was learned, the self-check."""
