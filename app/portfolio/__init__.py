"""All engagements at a glance."""
