"""What stands on the pages of the sample reports, read back from the PDF."""

import re

import pypdfium2
import pytest

from app.reports.pages import _typeset, styles, to_html, to_pdf
from app.reports.samples import SAMPLES
from app.reports.sandbox import make_pdf
from tests.app.reports.report_samples import environment, page_texts, pdf, report

EVERY = [(kind, language) for kind in SAMPLES for language in ("en", "zh")]
TOP, BOTTOM, DEEP = 28, 26, 297
"""Margins and height of a page in millimetres."""


def squeezed(text: str) -> str:
    """Text without spaces: a PDF does not say where Chinese words end."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_cover_says_whose_report_it_is_and_in_which_state(kind, language):
    made = report(kind, language)
    cover = squeezed(page_texts(pdf(kind, language))[0])
    for words in (made.client, made.project, made.title, made.kind_title, made.firm, made.author, made.approver):
        assert squeezed(words) in cover
    for words in (made.version, made.reference, made.dated, made.confidentiality):
        assert squeezed(words) in cover
    assert ("Issued" if language == "en" else "正式版") in cover


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_contents_name_the_page_on_which_each_chapter_begins(kind, language):
    with pypdfium2.PdfDocument(pdf(kind, language)) as document:
        lines = document[1].get_textpage().get_text_bounded().splitlines()
    pages = [squeezed(text) for text in page_texts(pdf(kind, language))]
    listed = [re.fullmatch(r"(\S+)\s*(\D+?)\s*(\d+)", line.strip()) for line in lines]
    chapters = {squeezed(found[1] + found[2]): int(found[3]) for found in listed if found}
    for section in report(kind, language).sections:
        heading = section.number + squeezed(section.title)
        assert heading in pages[chapters[heading] - 1], chapters


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_summary_is_one_page_and_comes_before_every_chapter(kind, language):
    pages = [squeezed(text) for text in page_texts(pdf(kind, language))]
    made = report(kind, language)
    summary = pages[2]
    assert squeezed(made.summary.verdict) in summary
    assert all(squeezed(figure.shown) in summary for figure in made.summary.figures)
    first = made.sections[0]
    assert first.number + squeezed(first.title) in pages[3]


def used(content: bytes) -> list[float]:
    """For each page, how far down its text area it is written on, from 0 to 1."""
    shares = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            drawn = page.render(scale=0.4, grayscale=True).to_pil()
            top, end = (round(drawn.height * at / DEEP) for at in (TOP, DEEP - BOTTOM))
            ink = drawn.crop((0, top, drawn.width, end)).point(lambda grey: 255 * (grey < 235)).getbbox()
            shares.append(ink[3] / (end - top) if ink else 0.0)
    return shares


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_page_before_the_last_is_left_a_fifth_empty(kind, language):
    """The first three pages are cover, contents and summary, which stand alone."""
    shares = used(pdf(kind, language))[3:-1]
    assert min(shares) > 0.78, shares


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_page_but_the_cover_carries_its_number_of_how_many(kind, language):
    pages = [squeezed(text) for text in page_texts(pdf(kind, language))]
    assert len(pages) < 20
    for number, text in enumerate(pages[1:], 2):
        assert f"{number}/{len(pages)}" in text


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_letter_is_lost(kind, language):
    text = "".join(page_texts(pdf(kind, language)))
    assert "\ufffd" not in text
    assert "\ufffe" not in text
    for section in report(kind, language).sections:
        assert squeezed(section.title) in squeezed(text)


@pytest.mark.parametrize("kind", SAMPLES)
def test_letters_are_drawn_by_inter_and_by_the_chinese_face_only(kind):
    faces = set(re.findall(rb"/BaseFont */[A-Z]{6}\+([A-Za-z-]+)", unpacked(pdf(kind, "zh"))))
    assert faces
    # A sign that neither has, such as a subscript i, may come from the system's fallback.
    names = {face.split(b"-")[0] for face in faces} - {b"DejaVu"}
    assert names == {b"Inter", b"Noto"}
    assert all(face.startswith(b"Noto-Sans-CJK-SC") for face in faces if face.startswith(b"Noto"))


def unpacked(content: bytes) -> bytes:
    """The objects of a PDF, with those that are packed into streams."""
    import zlib

    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    plain = [content]
    for stream in packed:
        try:
            plain.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(plain)


def test_a_signature_shows_name_meaning_both_times_and_the_digest():
    text = squeezed("".join(page_texts(pdf("phase-closing", "en"))))
    for words in ("Decided and signed", "Helena Okafor", "Client sponsor", "2026-05-08 02:47:03 UTC"):
        assert squeezed(words) in text
    assert squeezed("2026-05-08 10:47:03 Asia/Shanghai") in text
    decision = next(
        block for s in report("phase-closing", "en").sections for block in s.blocks if block.kind == "decision"
    )
    assert decision.digest in text


def test_the_consultants_own_words_stand_in_their_marked_places():
    pages = page_texts(pdf("phase-closing", "en"))
    marked = [page for page in pages if "The consultant’s view" in page]
    assert "nobody owns a customer enquiry between sales and service" in marked[0]
    assert any("Start with the quotation process" in page for page in marked)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_file_is_tagged_and_says_its_language_and_title(kind, language):
    content = pdf(kind, language)
    with pypdfium2.PdfDocument(content) as document:
        assert document.is_tagged()
        assert document.get_metadata_value("Title").startswith(report(kind, language).title)
        assert document.get_metadata_value("Author") == report(kind, language).author
        assert [mark.get_title() for mark in document.get_toc()][:2]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in unpacked(content) or b"pdfuaid" in unpacked(content)
    assert (b"/Lang (zh-CN)" if language == "zh" else b"/Lang (en)") in unpacked(content)


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_drawing_has_words_for_those_who_do_not_see_it(kind):
    drawings = to_html(report(kind, "en"), environment("en")).count("<svg")
    figures = unpacked(pdf(kind, "en"))
    assert drawings >= 3
    assert figures.count(b"/S /Figure") == figures.count(b"/Alt (") == drawings


def test_the_same_report_gives_the_same_file():
    again = to_pdf(report("phase-closing", "en"), environment("en"))
    assert again == pdf("phase-closing", "en")


def test_the_accent_of_the_firm_colours_page_and_charts():
    from dataclasses import replace

    made = replace(report("phase-closing", "en"), accent="#7a1f3d")
    assert "--accent: #7a1f3d" in styles(made)
    html = to_html(made, environment("en"))
    assert html.count("#7a1f3d") > 10
    assert "#1f5673" not in html


def test_a_page_brings_no_style_and_no_script_of_its_own():
    html = to_html(report("evaluation", "zh"), environment("zh"))
    assert "style=" not in html
    assert "<script" not in html
    assert "<style" not in html


NARROW = """<html><head><title>3 Mar 2026</title></head><body><p>{}</p></body></html>"""


@pytest.mark.parametrize(
    "words",
    ["2026年3月5日", "2026年12月31日", "2026年3月", "3 Mar 2026", "28 September 2026", "Sept 2026", "2026-03-05",
     "3 Mar 2026 18:05", "2026年3月5日 18:05", "2026-05-08 02:47:03"],
)  # fmt: skip
def test_a_date_is_whole_in_the_narrowest_column(words):
    """On a page one millimetre wide everything breaks where it may; a date stays on one line."""
    html = _typeset(NARROW.format(f"bis {words}, also"))
    assert "<title>3 Mar 2026</title>" in html
    css = "@page { size: 60mm 100mm; margin: 0 29mm; } " + styles(report("evaluation", "en"))
    content = make_pdf(html, css, identifier="0" * 64)
    with pypdfium2.PdfDocument(content) as document:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
    assert any(words in line for line in lines), lines


def test_the_long_name_of_a_file_breaks_at_its_joints_and_keeps_to_its_column():
    """Two columns of 30 mm: the name takes three lines, and what stands beside it is not written over."""
    name = "usage-2026-04-16-2026-07-15_final.v2.csv"
    row = f"<body><table><tr><td class='share-50'>{name}</td><td class='share-50'>Process cases</td></tr></table>"
    html = _typeset(row)
    assert html.count("<wbr>") == 9
    assert 'class="date"' not in html
    css = styles(report("evaluation", "en")) + "@page { size: 60mm 100mm; margin: 0; }"
    with pypdfium2.PdfDocument(make_pdf(html, css, identifier="0" * 64)) as document:
        page = document[0].get_textpage()
        words = page.get_text_bounded()
        left = min(page.get_charbox(words.index("Process") + place)[0] for place in range(7))
        name_right = max(page.get_charbox(place)[2] for place in range(words.index("Process")) if words[place].strip())
    assert name_right < left
    assert words.split("Process")[0].replace("\r\n", "").replace("\n", "").replace(" ", "") == name


def test_what_is_no_date_and_what_is_drawn_stays_as_it_is():
    words = "<p>May 3 tasks, 12 Marks 2026, 2026年度 and 1999 2026</p><svg><text>3 Mar 2026</text></svg>"
    assert _typeset(f"<body>{words}") == f"<body>{words}"


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_date_of_a_report_is_marked(kind, language):
    html = to_html(report(kind, language), environment(language))
    body = re.sub(r"<svg.*?</svg>", "", html.partition("<body>")[2], flags=re.DOTALL)
    bare = re.sub(r'<span class="date">.*?</span>', "", body)
    found = re.findall(
        r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d{4}", bare
    )
    assert found == []


def test_a_table_gives_each_column_the_share_that_it_asks_for():
    """12 and 52 are no multiples of five."""
    css = styles(report("evaluation", "en"))
    assert ".share-12 { width: 12% }" in css
    assert ".share-52 { width: 52% }" in css
