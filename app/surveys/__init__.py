"""Surveys by link or QR code: users and customers answer without a sign-in, results name nobody."""
