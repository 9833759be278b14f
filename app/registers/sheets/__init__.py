"""Tables as people keep them: what each column and cell of one means for a register, and what it would change."""
