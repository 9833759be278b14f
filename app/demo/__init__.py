"""The demonstration firm, plainly fictional."""
