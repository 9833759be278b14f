"""Deliverables: what each phase owes, in versions with digest, author, review and acceptance."""
