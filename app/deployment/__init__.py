"""Deployment: profiling the files of data sets, checking samples, and the command that profiles without a project."""
