"""What people fill in: the file of a data set, and the rules that it is judged by where the standard does not say."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from app.words import lazy


class ProfileForm(FlaskForm):
    """A file of a data set to profile."""

    file = FileField(lazy("File (CSV, XLSX or Parquet)"), [FileRequired(lazy("Choose a file."))])
    rules = FileField(
        lazy("Rules file (YAML or JSON)"),
        description=lazy("Without one, the information standard and the data set itself say what is right."),
    )
