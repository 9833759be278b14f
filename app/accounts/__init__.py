"""People: sign-in, sessions, invitations, profiles."""
