"""Versions of deliverables: hand in, review, acceptance by the client, return, download."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.deliverables.queries import find_deliverable
from app.models import AuditEvent, Deliverable, DeliverableVersion
from app.transactions import transaction
from tests.app.deliverables.conftest import CHARTER
from tests.conftest import Make

HandIn = Callable[..., DeliverableVersion]


def charter(house: SimpleNamespace) -> Deliverable:
    db.session.expire_all()
    return find_deliverable(house.project, CHARTER)


def version(number: int = 1) -> DeliverableVersion:
    db.session.expire_all()
    return db.session.scalars(select(DeliverableVersion).where(DeliverableVersion.number == number)).one()


def test_an_uploaded_file_becomes_a_draft_with_its_sha_256(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.consultant)
    content = b"%PDF-1.7 the charter"
    answer = browser.post(f"{house.base}/versions", {"file": (BytesIO(content), "Charter.pdf"), "note": "first"})
    assert answer.status == 303
    made = version()
    assert (made.state, made.file_name, made.note) == ("draft", "Charter.pdf", "first")
    assert made.digest == hashlib.sha256(content).hexdigest()
    assert (charter(house).state, charter(house).newest) == ("draft", 1)
    page = browser.get(house.base)
    assert "Charter.pdf" in page.text
    assert made.digest in page.text


def test_a_version_is_saved_and_handed_in_with_one_button(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.consultant)
    form = browser.get(house.base).page.select_one(f"form[action='{house.base}/versions']")
    buttons = [(button.text, button.get("name")) for button in form.select("button")]
    assert buttons == [("Save and hand in", "whole"), ("Save as draft", None)]
    answer = browser.post(f"{house.base}/versions", {"url": "https://files.aurora.example/charter", "whole": "1"})
    assert answer.status == 303
    assert (version().state, charter(house).state) == ("review", "review")
    assert version().submitted_at is not None
    assert "Accept version 1" in make.browser(house.sponsor).get(house.base).text
    verbs = db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)).all()
    assert verbs[-2:] == ["version.added", "version.submitted"]


def test_a_version_with_the_file_of_an_earlier_one_says_so_to_both_sides(
    house: SimpleNamespace, make: Make, handed_in: HandIn
) -> None:
    handed_in("review", b"%PDF-1.7 one")
    handed_in("review", b"%PDF-1.7 two")
    same = "The same file as version"
    assert same not in make.browser(house.sponsor).get(house.base).text
    handed_in("review", b"%PDF-1.7 one")
    said = "The same file as version 1: nothing in it has changed."
    assert make.browser(house.sponsor).get(house.base).text.count(said) == 2  # beside the decision and in the history
    assert make.browser(house.consultant).get(house.base).text.count(said) == 1


def test_a_link_is_a_version_with_the_digest_of_its_address(house: SimpleNamespace, make: Make) -> None:
    url = "https://files.aurora.example/charter"
    make.browser(house.lead).post(f"{house.base}/versions", {"url": url})
    assert version().url == url
    assert version().digest == hashlib.sha256(url.encode()).hexdigest()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.example/x", "https://", "//a.example", "https://a@b.c"]
)
def test_addresses_that_are_not_of_the_web_are_refused(house: SimpleNamespace, make: Make, url: str) -> None:
    answer = make.browser(house.lead).post(f"{house.base}/versions", {"url": url, "note": "kept"})
    assert answer.status == 422
    assert "This is not a web address" in answer.text
    assert "kept" in answer.text
    assert charter(house).newest == 0


def test_neither_file_nor_link_and_both_are_refused(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    assert "Choose a file or give a link." in browser.post(f"{house.base}/versions", {}).text
    both = {"file": (BytesIO(b"x"), "x.txt"), "url": "https://a.example/"}
    assert "not both" in browser.post(f"{house.base}/versions", both).text
    assert charter(house).newest == 0


def test_an_empty_file_is_refused_with_a_sentence(house: SimpleNamespace, make: Make) -> None:
    answer = make.browser(house.lead).post(f"{house.base}/versions", {"file": (BytesIO(b""), "empty.pdf")})
    assert answer.status == 422
    assert "The file is empty" in answer.text


def test_from_draft_through_review_to_acceptance(house: SimpleNamespace, make: Make, handed_in: HandIn) -> None:
    made = handed_in()
    make.browser(house.consultant).post(f"{house.base}/versions/{made.key}/submit")
    assert (version().state, charter(house).state) == ("review", "review")
    sponsor = make.browser(house.sponsor)
    assert "Accept version 1" in sponsor.get(house.base).text
    assert sponsor.post(f"{house.base}/versions/{made.key}/accept").status == 303
    assert (version().state, charter(house).state) == ("accepted", "accepted")
    assert version().accepted_by_id == house.sponsor.id
    assert "Accepted by Su Sponsor" in sponsor.get(house.base).text
    verbs = db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)).all()
    assert verbs[-2:] == ["version.submitted", "version.accepted"]


def test_the_client_project_manager_returns_with_a_comment(
    house: SimpleNamespace, make: Make, handed_in: HandIn
) -> None:
    made = handed_in("review")
    pm = make.browser(house.pm)
    empty = pm.post(f"{house.base}/versions/{made.key}/return", {"comment": "  "})
    assert empty.status == 422
    assert charter(house).state == "review"
    pm.post(f"{house.base}/versions/{made.key}/return", {"comment": "The goal is missing."})
    assert (version().state, charter(house).state) == ("returned", "returned")
    assert "The goal is missing." in make.browser(house.consultant).get(house.base).text


def test_a_version_can_be_taken_back_from_review(house: SimpleNamespace, make: Make, handed_in: HandIn) -> None:
    made = handed_in("review")
    make.browser(house.consultant).post(f"{house.base}/versions/{made.key}/withdraw")
    assert (version().state, charter(house).state) == ("draft", "draft")
    answer = make.browser(house.sponsor).post(f"{house.base}/versions/{made.key}/accept")
    assert answer.status == 422
    assert "has to be submitted for review first" in answer.text


def test_s05_a_new_version_makes_a_draft_and_the_accepted_one_stays_readable(
    house: SimpleNamespace, make: Make, handed_in: HandIn
) -> None:
    handed_in("accepted")
    handed_in("draft", b"%PDF-1.7 changed")
    assert (charter(house).state, charter(house).newest) == ("draft", 2)
    assert version(1).state == "accepted"
    page = make.browser(house.sponsor).get(house.base)
    assert "Version 1 was accepted by Su Sponsor" in page.text
    first = make.browser(house.sponsor).get(f"{house.base}/versions/{version(1).key}/file", buffered=True)
    assert first.response.data == b"%PDF-1.7 charter"
    listed = make.browser(house.sponsor).get(f"/projects/{house.project.key}/deliverables")
    assert "accepted: v1" in listed.text


def test_an_old_version_can_no_longer_be_accepted(house: SimpleNamespace, make: Make, handed_in: HandIn) -> None:
    old = handed_in("review")
    handed_in("review", b"%PDF-1.7 two")
    answer = make.browser(house.sponsor).post(f"{house.base}/versions/{old.key}/accept")
    assert answer.status == 422
    assert "There is a newer version: 2." in answer.text
    assert version(1).state == "draft"


def test_s06_nobody_accepts_their_own_version(house: SimpleNamespace, make: Make, handed_in: HandIn) -> None:
    made = handed_in("review", by=house.sponsor)
    sponsor = make.browser(house.sponsor)
    assert "another person has to accept it" in sponsor.get(house.base).text
    answer = sponsor.post(f"{house.base}/versions/{made.key}/accept")
    assert answer.status == 422
    assert version().state == "review"


def test_s06_the_database_refuses_acceptance_of_ones_own(house: SimpleNamespace, handed_in: HandIn) -> None:
    handed_in("review")
    own = update(DeliverableVersion).values(state="accepted", accepted_by_id=house.consultant.id)
    with pytest.raises(IntegrityError, match="nobody_accepts_their_own"), transaction():
        db.session.execute(own)


@pytest.mark.parametrize("role", ["lead", "consultant", "member"])
def test_only_sponsor_and_client_manager_accept(
    house: SimpleNamespace, make: Make, handed_in: HandIn, role: str
) -> None:
    made = handed_in("review")
    assert make.browser(getattr(house, role)).post(f"{house.base}/versions/{made.key}/accept").status == 403
    assert version().state == "review"


def test_a_file_comes_as_an_attachment_that_no_browser_runs(
    house: SimpleNamespace, make: Make, handed_in: HandIn
) -> None:
    made = handed_in("draft", b"<script>alert(1)</script>")
    answer = make.browser(house.sponsor).get(f"{house.base}/versions/{made.key}/file", buffered=True)
    assert answer.response.headers["Content-Disposition"].startswith("attachment")
    assert answer.response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.response.headers["Content-Security-Policy"]


def test_t02_versions_of_another_client_are_not_found(house: SimpleNamespace, make: Make, handed_in: HandIn) -> None:
    made = handed_in("review")
    stranger_client = make.client("Borealis Foods")
    stranger = make.user("sponsor", stranger_client)
    other = make.project(stranger_client)
    make.member(other, stranger)
    browser = make.browser(stranger)
    own_base = f"/projects/{other.key}/deliverables/{CHARTER}"
    assert browser.get(house.base).status == 404
    assert browser.get(f"{own_base}/versions/{made.key}/file").status == 404
    assert browser.post(f"{own_base}/versions/{made.key}/accept").status == 404
    assert browser.get(f"/projects/{other.key}/deliverables/{charter(house).key}").status == 404
    assert version().state == "review"
