"""Records of the CRM and of other systems: what customers and business each holds, read from files and counted."""
