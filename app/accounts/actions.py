"""x"""


def first_administrator_link(settings):
    return None
