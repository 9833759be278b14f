"""Findings and actions: proposed, agreed, done, verified by another person, looked at again in the next round."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.clock import today
from app.database import db
from app.errors import Refused
from app.evaluations.actions import open_round
from app.evaluations.actions_findings import remove_finding
from app.evaluations.actions_rectification import (
    Proof,
    agree_action,
    change_action,
    drop_action,
    finish_action,
    judge_effect,
    start_action,
    verify_action,
)
from app.facts.rectification import findings_of
from app.models import Evidence, Finding, Rectification, Round
from app.transactions import transaction
from tests.conftest import Make

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def state(action: Rectification) -> str:
    db.session.rollback()
    found: str | None = db.session.scalar(select(Rectification.state).where(Rectification.id == action.id))
    assert found is not None
    return found


def bring(house: SimpleNamespace, action: Rectification, upto: str) -> None:
    """Take an action to a state by its proper steps."""
    with transaction():
        agree_action(project=house.project, action=action, by=house.sponsor.id)
        if upto in ("done", "verified"):
            finish_action(project=house.project, action=action, note="Done.", by=house.pm.id)
        if upto == "verified":
            proof = Proof(note="Seen in the log.")
            verify_action(project=house.project, action=action, proof=proof, by=house.lead.id)


def test_a_finding_is_written_shown_and_changed(house: SimpleNamespace, make: Make) -> None:
    browser = make.browser(house.lead)
    form = {"title": "Few sign in", "cause": "No habit", "indicator": "breadth.active-share", "dimension": "depth"}
    answer = browser.post(f"{house.url}/findings/new", {**form, "severity": "high", "version": ""})
    assert answer.status == 303
    (found,) = findings_of(house.project.id)
    assert (found.title, found.dimension, found.severity) == ("Few sign in", "breadth", "high")
    assert "Breadth: Active share" in browser.get(house.url).text
    url = f"{house.base}/findings/{found.key}"
    assert browser.post(url, {**form, "title": "Many stay away", "severity": "low", "version": "1"}).status == 303
    stale = make.browser(house.consultant).post(url, {**form, "title": "Mine", "severity": "low", "version": "1"})
    assert stale.status == 409
    assert "Many stay away" in stale.text
    assert "Mine" in stale.text


@pytest.mark.parametrize("indicator", ["breadth.magic", "effect.nowhere"])
def test_a_finding_speaks_of_an_indicator_of_its_round(house: SimpleNamespace, make: Make, indicator: str) -> None:
    form = {"title": "x", "indicator": indicator, "dimension": "breadth", "severity": "low"}
    assert make.browser(house.lead).post(f"{house.url}/findings/new", form).status == 422


def test_an_action_is_proposed_agreed_done_and_verified(
    house: SimpleNamespace, make: Make, finding: Callable[..., Finding]
) -> None:
    found = finding()
    form = {"title": "Coaching", "owner": house.pm.key, "due": "2027-01-31", "expected_change": "+10"}
    form["expected_indicator"] = "breadth.active-share"
    answer = make.browser(house.lead).post(f"{house.base}/findings/{found.key}/actions/new", form)
    assert answer.status == 303
    action = db.session.scalars(select(Rectification)).one()
    assert (action.state, action.expected_change) == ("proposed", pytest.approx(0.1))
    url = f"{house.base}/actions/{action.key}"
    assert make.browser(house.sponsor).post(f"{url}/agree").status == 303
    owner = make.browser(house.pm)
    assert owner.post(f"{url}/start").status == 303
    assert owner.post(f"{url}/finish", {"text": "Three sessions held."}).status == 303
    assert "another person has to verify it" in owner.get(url).text
    proof = {"note": "Attendance lists seen", "url": "https://example.test/list"}
    assert make.browser(house.consultant).post(f"{url}/verify", proof).status == 303
    assert state(action) == "verified"
    fact = findings_of(house.project.id)[0].actions[0]
    assert (fact.agreed_by, fact.done_note, fact.verified_by) == (
        "Su Sponsor",
        "Three sessions held.",
        "Carl Consultant",
    )
    text = owner.get(url).text
    assert "https://example.test/list" in text
    assert "Attendance lists seen" in text


def test_the_firm_does_not_agree_in_the_clients_place(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    proposed = action()
    assert make.browser(house.lead).post(f"{house.base}/actions/{proposed.key}/agree").status == 403
    with pytest.raises(Refused, match="Only the client"), transaction():
        agree_action(project=house.project, action=proposed, by=house.lead.id)


def test_only_the_owner_reports_it_done(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    agreed = action()
    bring(house, agreed, "agreed")
    url = f"{house.base}/actions/{agreed.key}"
    for person in (house.lead, house.member, house.sponsor):
        answer = make.browser(person).post(f"{url}/finish", {"text": "Done."})
        assert answer.status == 422
        assert "Only the owner" in answer.text
    empty = make.browser(house.pm).post(f"{url}/finish", {"text": ""})
    assert empty.status == 422
    assert "Fill in this field." in empty.text
    assert state(agreed) == "agreed"


def test_the_owner_never_verifies_and_nobody_without_evidence(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    done = action()
    bring(house, done, "done")
    url = f"{house.base}/actions/{done.key}"
    own = make.browser(house.pm).post(f"{url}/verify", {"note": "I did it."})
    assert own.status == 422
    assert "cannot verify their own action" in own.text
    empty = make.browser(house.lead).post(f"{url}/verify", {"note": " "})
    assert empty.status == 422
    assert "Verifying needs evidence" in empty.text
    assert make.browser(house.member).post(f"{url}/verify", {"note": "Seen."}).status == 403
    assert state(done) == "done"
    assert db.session.scalars(select(Evidence)).all() == []


def test_an_owner_cannot_be_swapped_to_let_the_doer_verify(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    done = action()
    bring(house, done, "done")
    with pytest.raises(Refused, match="can no longer be changed"), transaction():
        change_action(
            project=house.project, round_=house.round, action=done, title="x", owner=house.lead.key,
            due=date(2027, 1, 1), by=house.lead.id,
        )  # fmt: skip
    assert state(done) == "done"


def test_what_was_not_done_goes_back_with_the_reason(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    done = action()
    bring(house, done, "done")
    url = f"{house.base}/actions/{done.key}"
    assert make.browser(house.sponsor).post(f"{url}/send-back", {"text": "Two teams are missing."}).status == 303
    assert state(done) == "doing"
    assert "Two teams are missing." in make.browser(house.pm).get(url).text


def test_a_file_is_evidence_and_is_handed_out_as_attachment(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    done = action()
    bring(house, done, "done")
    url = f"{house.base}/actions/{done.key}"
    form = {"note": "", "file": (BytesIO(PNG), "list.png"), "speaks_of": "2026-03-02"}
    answer = make.browser(house.lead).post(f"{url}/verify", form, content_type="multipart/form-data")
    assert answer.status == 303
    piece = db.session.scalars(select(Evidence)).one()
    assert (piece.kind, piece.file_name, piece.speaks_of) == ("file", "list.png", date(2026, 3, 2))
    browser = make.browser(house.member)
    served = browser.get(f"{url}/evidence/{piece.key}").response
    assert served.data == PNG
    assert served.headers["Content-Disposition"].startswith("attachment")
    served.close()
    other = action(title="Another")
    assert browser.get(f"{house.base}/actions/{other.key}/evidence/{piece.key}").status == 404


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.test/x", "https://", "https://a b"])
def test_links_are_addresses_of_the_web(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification], url: str
) -> None:
    done = action()
    bring(house, done, "done")
    answer = make.browser(house.lead).post(f"{house.base}/actions/{done.key}/verify", {"url": url})
    assert answer.status == 422
    assert "whole web address" in answer.text


def test_evidence_does_not_speak_of_the_future(house: SimpleNamespace, action: Callable[..., Rectification]) -> None:
    done = action()
    bring(house, done, "done")
    proof = Proof(note="x", speaks_of=today(house.project.time_zone) + timedelta(days=1))
    with pytest.raises(Refused, match="in the future"), transaction():
        verify_action(project=house.project, action=done, proof=proof, by=house.lead.id)


def test_an_action_is_dropped_with_a_reason_and_then_no_longer_changes(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    proposed = action()
    url = f"{house.base}/actions/{proposed.key}"
    browser = make.browser(house.lead)
    assert browser.post(f"{url}/drop", {"text": ""}).status == 422
    assert browser.post(f"{url}/drop", {"text": "The team was dissolved."}).status == 303
    assert "The team was dissolved." in browser.get(url).text
    answer = make.browser(house.sponsor).post(f"{url}/agree")
    assert answer.status == 422
    assert "no longer changes" in answer.text


def test_a_changed_action_has_to_be_agreed_again(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    agreed = action()
    bring(house, agreed, "agreed")
    form = {"title": "Daily coaching", "owner": house.pm.key, "due": "2026-12-01", "expected_indicator": ""}
    url = f"{house.base}/actions/{agreed.key}/edit"
    seen = make.browser(house.lead).get(url).page.select_one("input[name=version]")["value"]
    assert make.browser(house.lead).post(url, {**form, "version": seen}).status == 303
    db.session.expire_all()
    assert (state(agreed), db.session.get_one(Rectification, agreed.id).agreed_by_id) == ("proposed", None)
    stale = make.browser(house.consultant).post(url, {**form, "title": "Mine", "version": seen})
    assert stale.status == 409
    assert "Daily coaching" in stale.text


def test_an_owner_has_to_be_of_the_project(house: SimpleNamespace, make: Make, finding: Callable[..., Finding]) -> None:
    found = finding()
    stranger = make.user("client-pm", make.client("Other Company"))
    for owner in (stranger.key, "", "nobody2345"):
        answer = make.browser(house.lead).post(
            f"{house.base}/findings/{found.key}/actions/new", {"title": "x", "owner": owner, "due": "2027-01-01"}
        )
        assert answer.status == 422
        assert "Choose somebody of this project." in answer.text


def test_a_finding_with_actions_under_way_is_not_removed(
    house: SimpleNamespace, finding: Callable[..., Finding], action: Callable[..., Rectification]
) -> None:
    found = finding()
    agreed = action(found)
    bring(house, agreed, "agreed")
    with pytest.raises(Refused, match="under way"), transaction():
        remove_finding(project=house.project, round_=house.round, finding=found, by=house.lead.id)
    with transaction():
        drop_action(project=house.project, action=agreed, note="No longer needed.", by=house.lead.id)
        remove_finding(project=house.project, round_=house.round, finding=found, by=house.lead.id)
    assert findings_of(house.project.id) == ()


def next_round(house: SimpleNamespace) -> Round:
    with transaction():
        return open_round(
            project=house.project, from_date=date(2026, 7, 29), to_date=date(2026, 9, 27), by=house.lead.id
        )


def test_a_finding_that_comes_back_is_counted(house: SimpleNamespace, finding: Callable[..., Finding]) -> None:
    finding()
    second = next_round(house)
    finding(second)
    finding(second, title="Something else", indicator="breadth.frequency")
    repeats = {(one.round, one.title): one.repeats for one in findings_of(house.project.id)}
    assert repeats == {(1, "Few sign in"): 0, (2, "Few sign in"): 1, (2, "Something else"): 0}


def test_a_gap_between_rounds_ends_the_count(house: SimpleNamespace, finding: Callable[..., Finding]) -> None:
    finding()
    next_round(house)
    with transaction():
        third = open_round(
            project=house.project, from_date=date(2026, 9, 28), to_date=date(2026, 12, 27), by=house.lead.id
        )
    finding(third)
    assert [one.repeats for one in findings_of(house.project.id)] == [0, 0]


def test_the_next_round_looks_at_the_actions_again_and_judges_their_effect(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    verified, dropped = action(), action(title="Dropped one")
    bring(house, verified, "verified")
    with transaction():
        drop_action(project=house.project, action=dropped, note="No.", by=house.lead.id)
    second = next_round(house)
    browser = make.browser(house.lead)
    section = browser.get(f"{house.base}/rounds/2").page.find(id="again").parent
    assert [row.a.get_text() for row in section.select("tbody tr")] == ["Weekly coaching"]
    assert "Cannot be said" in section.get_text()
    judged = {f"{verified.key}-effect": "confirmed", f"{verified.key}-note": "Ten points up."}
    assert browser.post(f"{house.base}/rounds/2/effects/{verified.key}", judged).status == 303
    fact = next(one for one in findings_of(house.project.id) if one.actions[0].key == verified.key).actions[0]
    assert (fact.effect, fact.effect_note, fact.effect_round) == ("confirmed", "Ten points up.", second.number)
    assert "Verified, effective" in browser.get(house.url).text
    assert browser.get(house.url).page.find(id="again") is None


def test_an_effect_is_judged_in_a_later_open_round_only(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    verified = action()
    bring(house, verified, "verified")
    with pytest.raises(Refused, match="not up for another look"), transaction():
        judge_effect(project=house.project, round_=house.round, action=verified, effect="confirmed", by=house.lead.id)
    browser = make.browser(house.lead)
    second = next_round(house)
    url = f"{house.base}/rounds/2/effects/{verified.key}"
    assert browser.post(url, {f"{verified.key}-effect": "splendid"}).status == 422
    with transaction():
        db.session.get_one(Round, second.id).state = "closed"
    assert "is closed" in browser.post(url, {f"{verified.key}-effect": "confirmed"}).text
    assert db.session.scalar(select(Rectification.effect)) == ""


def test_the_follow_up_list_filters_marks_what_is_late_and_exports_what_it_shows(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    late = action(title="Late one", due=date(2026, 3, 1))
    later = action(title="Later one", due=today(house.project.time_zone) + timedelta(days=9), owner=house.member.key)
    bring(house, later, "agreed")
    browser = make.browser(house.sponsor)

    def shown(query: str) -> list[str]:
        return [row.get_text() for row in browser.get(f"{house.base}/actions{query}").page.select("td.main a")]

    assert shown("") == ["Late one", "Later one"]
    assert shown("?show=overdue") == ["Late one"]
    assert shown("?show=agreed") == ["Later one"]
    assert shown(f"?owner={house.member.key}") == ["Later one"]
    assert shown("?q=late one") == ["Late one"]
    assert shown("?q=nothing") == []
    page = browser.get(f"{house.base}/actions").page
    assert [row["class"] for row in page.select("tbody tr.late")] == [["late"]]
    data = browser.get(f"{house.base}/actions/export.csv?show=overdue").response.data.decode("utf-8-sig")
    assert [line.split(",")[:4] for line in data.splitlines()[1:]] == [
        ["Late one", "Proposed", "Pia Manager", "2026-03-01"]
    ]
    assert late.key in str(page)


def test_done_actions_are_not_late(house: SimpleNamespace, action: Callable[..., Rectification]) -> None:
    done = action(due=date(2026, 3, 1))
    assert findings_of(house.project.id)[0].actions[0].overdue(date(2026, 3, 2))
    assert not findings_of(house.project.id)[0].actions[0].overdue(date(2026, 3, 1))
    bring(house, done, "done")
    assert not findings_of(house.project.id)[0].actions[0].overdue(date(2026, 3, 2))


def test_actions_and_findings_of_other_projects_give_404(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification]
) -> None:
    foreign = action()
    found = db.session.scalars(select(Finding)).first()
    assert found is not None
    own = make.project()
    make.member(own, house.lead)
    browser = make.browser(house.lead)
    for url in (f"actions/{foreign.key}", f"actions/{foreign.key}/edit", f"findings/{found.key}"):
        assert browser.get(f"/projects/{own.key}/{url}").status == 404
    for step in ("start", "finish", "verify", "send-back", "drop"):
        assert (
            browser.post(f"/projects/{own.key}/actions/{foreign.key}/{step}", {"text": "x", "note": "x"}).status == 404
        )


@pytest.mark.parametrize("state", ["proposed", "agreed", "doing", "done"])
def test_of_an_action_that_nobody_verified_no_effect_is_judged_and_none_is_said(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification], state: str
) -> None:
    one = action()
    if state != "proposed":
        bring(house, one, state)
    if state == "doing":
        with transaction():
            start_action(project=house.project, action=one, by=house.pm.id)
    second = next_round(house)
    for effect in ("confirmed", "unconfirmed"):
        with pytest.raises(Refused, match="once another person has verified"), transaction():
            judge_effect(project=house.project, round_=second, action=one, effect=effect, by=house.lead.id)
    browser = make.browser(house.lead)
    section = browser.get(f"{house.base}/rounds/2").page.find(id="again").parent
    assert "Not verified yet" in section.get_text()
    assert not section.select("form")
    for url in (f"{house.base}/actions/{one.key}", f"{house.base}/actions/export.csv", "/portfolio/follow-up"):
        text = browser.get(url).text
        assert "Not verified yet" in text, url
        assert "effective" not in text, url


@pytest.mark.parametrize(
    ("effect", "english", "chinese"),
    [
        ("", "Verified, effect not judged yet", "已验证，效果待评估"),
        ("confirmed", "Verified, effective", "已验证且有效"),
        ("unconfirmed", "Verified, not effective", "已验证但无效"),
    ],
)
def test_a_verified_action_says_its_effect_on_every_page_that_lists_it(
    house: SimpleNamespace, make: Make, action: Callable[..., Rectification], effect: str, english: str, chinese: str
) -> None:
    one = action()
    bring(house, one, "verified")
    second = next_round(house)
    if effect:
        with transaction():
            judge_effect(project=house.project, round_=second, action=one, effect=effect, by=house.lead.id)
    browser = make.browser(house.lead)
    pages = ("/actions", f"/actions/{one.key}", "/rounds/1", "/actions/export.csv")
    for language, words in (("en", english), ("zh", chinese)):
        browser.post("/language", {"language": language, "next": "/"})
        for url in (*(f"{house.base}{page}" for page in pages), "/portfolio/follow-up?show=verified"):
            assert words in browser.get(url).response.get_data(as_text=True), (language, url)
