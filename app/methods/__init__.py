"""The method as a handbook: phases, items, glossary."""
