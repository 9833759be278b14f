"""Gates: blockers, proposals, decisions, conditions, waivers."""
