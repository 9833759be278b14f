"""x"""


def evaluate_twice(project, told, cast):
    return
