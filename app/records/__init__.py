"""The rooms of the phases: what each keeps, what is measured from it, and the registers themselves."""
