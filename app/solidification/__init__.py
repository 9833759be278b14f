"""Process solidification beyond its registers: to-be beside as-is, approvals by version, what hangs loose."""
