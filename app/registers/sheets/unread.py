"""What is raised for a cell that cannot be read."""


class Unread(ValueError):
    """A cell that says nothing usable; the message is the sentence for the person."""
