"""Workbooks as people send them: weighed and looked through before a child process with limits reads their rows."""
