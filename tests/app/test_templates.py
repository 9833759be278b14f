"""Templates have what never changes written into them, and draw what they would draw by asking each time."""

from pathlib import Path

from flask import Flask, render_template
from flask_babel import force_locale
from jinja2 import DictLoader

from app.signs import icon, static_url
from app.templates import ReadyTemplates, Templates

PAGE = (
    "{{ _('Save') }}|{{ icon('alert') }}|{{ static_url('icons.svg') }}|{{ _('Save') ~ ' <' ~ name }}|"
    "{% set word = _('Save') %}{{ word|upper }}|{{ _('%(num)s rows', num=name) }}|{{ icon(name) }}"
)


def test_a_page_with_constants_says_what_it_said_before(own_app: Flask) -> None:
    own_app.jinja_loader = DictLoader({"page.html": PAGE})
    found = {}
    for language in ("en", "zh"):
        with own_app.test_request_context(), force_locale(language):
            found[language] = render_template("page.html", name="a&b").split("|")
            asked_each_time = own_app.jinja_env.from_string(PAGE).render(name="a&b").split("|")
            assert found[language] == asked_each_time
    drawing = str(icon("alert"))
    assert found["en"][:4] == ["Save", drawing, static_url("icons.svg"), "Save &lt;a&amp;b"]
    assert found["zh"][:4] == ["保存", drawing, static_url("icons.svg"), "保存 &lt;a&amp;b"]
    assert found["en"][6] == drawing.replace("#alert", "#a&amp;b")


def test_a_mail_is_not_escaped(own_app: Flask) -> None:
    own_app.jinja_loader = DictLoader({"mail.txt": "{{ _('Save') ~ ' <' ~ name ~ '>' }}"})
    with own_app.test_request_context(), force_locale("zh"):
        assert render_template("mail.txt", name="a&b") == "保存 <a&b>"


def test_what_is_constant_is_not_asked_again(own_app: Flask) -> None:
    templates = own_app.jinja_env
    assert isinstance(templates, Templates)
    with own_app.test_request_context(), force_locale("zh"):
        templates.get_template("layouts/base.html")
        code = templates.sets["zh"].compile(PAGE, "page.html", raw=True)
    assert code.count("保存") == 3
    assert "'_'" in code  # the sentence with a value is still asked for
    assert "static_url" not in code
    with own_app.test_request_context():
        assert "'_'" not in templates.sets["zh"].compile("{{ _('Save') }}", "page.html", raw=True)


def test_percent_signs_are_written_once(own_app: Flask) -> None:
    own_app.jinja_loader = DictLoader({"page.html": "{{ _('100 %% of it') }}"})
    with own_app.test_request_context():
        assert render_template("page.html") == "100 % of it"


def test_a_changed_catalogue_makes_ready_templates_stale(tmp_path: Path) -> None:
    words = tmp_path / "messages.mo"
    words.write_bytes(b"before")
    before = ReadyTemplates(tmp_path, "zh", words).get_source_checksum(PAGE)
    assert ReadyTemplates(tmp_path, "zh", words).get_source_checksum(PAGE) == before
    words.write_bytes(b"after")
    assert ReadyTemplates(tmp_path, "zh", words).get_source_checksum(PAGE) != before
    assert ReadyTemplates(tmp_path, "en", tmp_path / "none").get_source_checksum(PAGE) != before
