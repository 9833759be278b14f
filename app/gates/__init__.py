"""Gates: what keeps them shut, waivers, the lead's proposal, the sponsor's decision, its conditions."""
