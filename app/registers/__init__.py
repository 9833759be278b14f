"""The registers of the phases: declared once, and listed, typed in, exchanged and exported by the same code."""
