"""Surveys as people meet them: links that open once, answers that name nobody, results from five on, files."""

import io
import re
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from app.clock import now
from app.database import db
from app.facts.surveys import scores_of_round
from app.models import Attempt, Project, Round, Survey, SurveyAnswer, SurveyLink
from app.surveys.actions import Wanted, close_survey, make_links, open_survey
from app.surveys.pages import qr
from app.surveys.tokens import token_of
from app.transactions import transaction
from tests.conftest import Browser

DAY = date(2026, 3, 2)
CES = {"q-ces.easy": "6"}


@pytest.fixture
def house(make):
    client = make.client()
    project = make.project(client)
    lead, sponsor = make.user("lead"), make.user("sponsor", client)
    make.member(project, lead)
    make.member(project, sponsor)
    return {"project": project, "lead": lead, "sponsor": sponsor, "base": f"/projects/{project.key}/surveys"}


def survey(house, links=0, **values):
    """An open survey of one question, unless told otherwise."""
    told = {"title": "Effort", "audience": "customers", "mode": "personal", "instruments": ("ces",)} | values
    with transaction():
        project = db.session.get(Project, house["project"].id)
        row = open_survey(project=project, wanted=Wanted(**told), by=house["lead"].id)
        if links:
            make_links(project=project, survey=row, count=links, by=house["lead"].id)
    return row


def link(row, number=0):
    return f"/survey/{token_of(row.key, number)}"


def send(app, url, ticket="t", **values):
    """Somebody without any cookie answers."""
    fresh = Browser(app)
    return fresh._send(fresh.client.post, url, data={"ticket": ticket, **values})


def kept():
    db.session.expire_all()
    return db.session.scalars(select(SurveyAnswer)).all()


def close(house, row):
    with transaction():
        project = db.session.get(Project, house["project"].id)
        close_survey(project=project, survey=db.session.get(Survey, row.id), by=house["lead"].id)


def test_a_link_is_met_without_cookie_and_its_answer_names_nobody(app, house):
    row = survey(house, links=2)
    page = Browser(app).get(link(row, 1))
    assert page.status == 200
    assert "Set-Cookie" not in page.response.headers
    done = send(app, link(row, 1), **CES)
    assert "Thank you." in done.text
    assert "Set-Cookie" not in done.response.headers
    (answer,) = kept()
    assert answer.said == {"ces.easy": 6}
    assert set(SurveyAnswer.__table__.c.keys()) == {"id", "key", "survey_id", "group_name", "ticket_hash", "said"}
    assert answer.ticket_hash is None
    assert not {"used_at", "answer_id"} & set(SurveyLink.__table__.c.keys())


def test_a_personal_link_is_for_one_answer(app, house):
    row = survey(house, links=2)
    send(app, link(row, 1), **CES)
    again = send(app, link(row, 1), ticket="another", **CES)
    assert again.status == 422
    assert "This link has been used already" in again.text
    assert "used already" in Browser(app).get(link(row, 1)).text
    assert send(app, link(row, 2), **CES).status == 200
    assert len(kept()) == 2


def test_the_database_keeps_hashes_of_links_only(house):
    row = survey(house, links=1)
    stored = db.session.scalars(select(SurveyLink.token_hash)).one()
    assert token_of(row.key, 1) not in stored
    assert len(stored) == 64


def test_an_open_link_takes_each_form_once_and_no_more_than_its_places(app, house):
    row = survey(house, mode="open", places=2)
    for ticket in ("a", "a", "b"):
        assert send(app, link(row), ticket=ticket, **CES).status == 200
    full = send(app, link(row), ticket="c", **CES)
    assert full.status == 422
    assert "As many people as were asked" in full.text
    assert len(kept()) == 2


@pytest.mark.parametrize(
    "values",
    [
        {},
        *({"q-ces.easy": wrong} for wrong in ("8", "0", "x", "６")),
        {**CES, "ticket": ""},
        {**CES, "group": "No such"},
    ],
)
def test_what_is_no_answer_is_refused_and_the_rest_is_kept(app, house, values):
    row = survey(house, links=1, own=(("text", "Why?", "为什么？"),), groups=("North",))
    answer = send(app, link(row, 1), **({"q-own.1": "Because <b>x</b>"} | values))
    assert answer.status == 422
    assert answer.page.select_one("textarea").get_text() == "Because <b>x</b>"
    assert kept() == []
    assert db.session.scalars(select(SurveyLink.used)).one() is False


def test_the_reader_chooses_the_language_in_the_address(app, house):
    row = survey(house, links=1, own=(("scale", "The report helps me.", "报表对我有帮助。"),))
    assert "我的需求很容易就得到了解决。" in Browser(app).get(link(row, 1), headers={"Accept-Language": "zh-CN"}).text
    page = Browser(app).get(link(row, 1) + "?in=zh", headers={"Accept-Language": "en"})
    assert "报表对我有帮助。" in page.text
    assert page.page.select_one("html")["lang"] == "zh-CN"


def test_another_language_keeps_what_was_chosen_and_takes_no_answer(app, house):
    row = survey(house, links=1, own=(("text", "Why?", "为什么？"),), groups=("North",))
    form = Browser(app).get(link(row, 1), headers={"Accept-Language": "en"}).page
    chinese = form.select_one("button[name=speak][value=zh]")
    typed = {**CES, "q-own.1": "Because", "group": "North", "speak": "zh"}
    shown = send(app, link(row, 1) + chinese["formaction"], **typed)
    assert (shown.status, shown.page.html["lang"], kept()) == (200, "zh-CN", [])
    assert shown.page.select_one("input[name='q-ces.easy'][value='6']").has_attr("checked")
    assert shown.page.select_one("textarea").get_text() == "Because"
    assert shown.page.select_one("option[value=North]").has_attr("selected")
    assert "notice bad" not in shown.text
    # Whoever presses Enter sends the answer: the first button of the form is the one that sends.
    assert not form.select("form[data-survey] button")[0].has_attr("name")
    assert send(app, link(row, 1), **CES).status == 200


def test_every_scale_has_its_place_and_the_first_that_is_missing_is_one_tap_away(app, house):
    own = (("scale", "Own", "自拟"), ("text", "Why?", "为什么？"))
    row = survey(house, links=1, instruments=("nps", "csat", "ces"), own=own)
    page = Browser(app).get(link(row, 1)).page
    places = [one.select_one("legend .num").get_text() for one in page.select(".survey-q")]
    assert places == ["1/4", "2/4", "3/4", "4/4"]
    ends = [one.get_text(" ", strip=True) for one in page.select_one(".survey-ends").select("span")]
    assert [end[:2].strip() for end in ends] == ["0", "10"]
    assert len(page.select(".survey-scale.long")) == 1, "eleven points take two lines on a phone"
    wrong = send(app, link(row, 1), **{"q-nps.recommend": "9"}).page
    assert wrong.select_one(".notice.bad a")["href"] == "#q-csat.overall"
    assert wrong.find(id="q-csat.overall") is not None


def test_wrong_links_floods_and_ends(app, house):
    row = survey(house, links=3, until=date(2026, 1, 1))
    assert Browser(app).get("/survey/wrong").status == 404
    assert Browser(app).get("/survey/" + "x" * 200).status == 404
    assert send(app, "/survey/wrong", **CES).status == 404
    assert "closed" in Browser(app).get(link(row, 1)).text
    assert send(app, link(row, 1), **CES).status == 422
    with transaction():
        db.session.add_all(Attempt(subject="survey:127.0.0.1", at=now()) for _number in range(60))
    assert send(app, link(row, 1), **CES).status == 429
    assert kept() == []


def test_results_are_shown_when_closed_and_from_five_answers_on(app, make, house):
    row = survey(house, links=6, own=(("text", "Why?", ""),))
    browser, url = make.browser(house["lead"]), f"{house['base']}/{row.key}"
    for number in range(1, 5):
        send(app, link(row, number), **CES, **{"q-own.1": "Secret remark"})
    assert "4 of 6" in browser.get(url).text
    close(house, row)
    early = browser.get(url)
    assert "from 5 answers on" in early.text
    assert "Secret remark" not in early.text
    assert browser.get(f"{url}/answers.csv").status == 404
    assert browser.post(f"{url}/reopen").status == 303
    send(app, link(row, 5), **{"q-ces.easy": "1"})
    assert "Secret remark" not in browser.get(url).text
    assert browser.post(f"{url}/close").status == 303
    page = browser.get(url)
    # (6 × 4 + 1) / 5 = 5
    assert page.page.select_one("tbody tr td.num b").get_text() == "5"
    # The deviation is √(20/4), t with four degrees of freedom 2.776: 5 ± 2.776, and the scale ends at 7.
    assert page.page.select_one("td[data-label='95% confidence interval']").get_text() == "2.22 – 7"
    assert page.text.count("Secret remark") == 4
    assert "Scale of the items: 1 strongly disagree – 7 strongly agree." in page.text
    assert len(page.page.select("svg.spread rect")) == 7


def test_groups_are_broken_out_only_where_none_is_worked_out(app, make, house):
    row = survey(house, groups=("North", "South", "West"))
    with transaction():
        project = db.session.get(Project, house["project"].id)
        mine = db.session.get(Survey, row.id)
        for group, count in (("North", 5), ("South", 6), ("West", 2)):
            make_links(project=project, survey=mine, count=count, group=group, by=house["lead"].id)
    for number in range(1, 14):
        send(app, link(row, number), group="West", **CES)  # what the form says does not count against the link
    close(house, row)
    browser = make.browser(house["sponsor"])
    page = browser.get(f"{house['base']}/{row.key}")
    heads = [cell.get_text(strip=True) for cell in page.page.select("section table")[0].select("th")]
    assert heads[4:] == ["South"]  # without North, 5 + 2 are left; West alone would have been 2
    assert "North, West" in page.text
    table = browser.get(f"{house['base']}/{row.key}/answers.csv").response.data.decode("utf-8-sig").splitlines()
    assert sorted(line.split(",")[0] for line in table[1:]) == [""] * 7 + ["South"] * 6


def test_files_hold_answers_without_texts_and_texts_apart(app, make, house):
    row = survey(house, links=5, own=(("text", "Why?", ""), ("scale", "Good", "")))
    for number in range(1, 6):
        send(app, link(row, number), **CES, **{"q-own.1": f"=cmd|{number}", "q-own.2": "4"})
    close(house, row)
    browser, url = make.browser(house["lead"]), f"{house['base']}/{row.key}"
    table = browser.get(f"{url}/answers.csv").response.data.decode("utf-8-sig").splitlines()
    assert table[0] == "Group,It was easy to get my request settled with you.,Good"
    assert table[1:] == [",6,4"] * 5
    remarks = browser.get(f"{url}/remarks.csv").response.data.decode("utf-8-sig").splitlines()
    assert remarks[1] == "Why?,'=cmd|1"
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get(f"{url}/answers.xlsx").response.data))
    assert len(book.get_sheet_by_index(0).to_python()) == 6


def test_what_one_of_six_said_of_an_optional_item_is_told_to_nobody(app, make, house):
    row = survey(house, links=6, own=(("scale", "Fair", ""), ("scale", "Good", "")))
    for number in range(1, 7):
        send(app, link(row, number), **CES, **{"q-own.2": "4"}, **({"q-own.1": "1"} if number == 6 else {}))
    close(house, row)
    browser, url = make.browser(house["lead"]), f"{house['base']}/{row.key}"
    fair, good = browser.get(url).page.select("section[aria-labelledby=own] tbody tr")
    assert "not shown: fewer than 5 answers" in fair.text
    assert not fair.select("svg")
    assert [cell.text for cell in fair.select(".num")] == ["–", "1"]
    assert [cell.text for cell in good.select(".num")] == ["4", "6"]
    table = browser.get(f"{url}/answers.csv").response.data.decode("utf-8-sig").splitlines()
    assert table[0] == "Group,It was easy to get my request settled with you.,Good"


def test_the_sheet_and_the_table_of_links_hold_what_is_not_used(app, make, house):
    row = survey(house, links=3)
    send(app, link(row, 2), **CES)
    browser, url = make.browser(house["lead"]), f"{house['base']}/{row.key}"
    sheet = browser.get(f"{url}/sheet")
    assert len(sheet.page.select("svg.qr")) == 2
    urls = [one.get_text(strip=True) for one in sheet.page.select(".ticket-url")]
    assert [one.rsplit("/", 1)[1] for one in urls] == [token_of(row.key, 1), token_of(row.key, 3)]
    table = browser.get(f"{url}/links.csv").response.data.decode("utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in table[1:]] == urls
    assert make.browser(house["sponsor"]).get(f"{url}/sheet").status == 403


def test_a_qr_code_holds_one_square_for_each_dark_module():
    import segno

    drawn = qr("https://example.test/survey/abc")
    matrix = segno.make("https://example.test/survey/abc", error="m", micro=False).matrix
    dark = sum(cell for row in matrix for cell in row)
    assert drawn.count("h1v1h-1z") == dark
    assert "style" not in drawn


def test_a_survey_is_made_by_its_form_and_refused_without_anything_to_ask(make, house):
    browser = make.browser(house["lead"])
    data = {
        "title": "Users <b>", "audience": "users", "mode": "personal", "instruments": ["sus", "utaut"], "places": "4",
        "statements": "The report helps me. | 报表对我有帮助。\n\nGood", "questions": "Why?", "groups": "North\nSouth",
        "round": "",
    }  # fmt: skip
    assert browser.post(f"{house['base']}/new", data=data).status == 303
    row = db.session.scalars(select(Survey)).one()
    assert (row.instruments, row.groups) == (["sus", "utaut"], ["North", "South"])
    assert row.own[0] == {"id": "own.1", "kind": "scale", "en": "The report helps me.", "zh": "报表对我有帮助。"}
    assert [one["kind"] for one in row.own] == ["scale", "scale", "text"]
    assert len(db.session.scalars(select(SurveyLink)).all()) == 4
    empty = browser.post(f"{house['base']}/new", data=data | {"instruments": [], "statements": "", "questions": ""})
    assert empty.status == 422
    assert "Choose an instrument or write an item of your own." in empty.text
    assert empty.page.select_one("textarea[name=groups]").get_text().strip() == "North\nSouth".strip()
    assert browser.post(f"{house['base']}/new", data=data | {"mode": "open", "places": ""}).status == 422
    assert browser.post(f"{house['base']}/new", data=data | {"round": "9"}).status == 422
    assert "Users <b>" in browser.get(house["base"]).page.get_text()


def test_only_what_nobody_answered_is_removed(app, make, house):
    row, other = survey(house, links=1), survey(house, links=1)
    browser = make.browser(house["lead"])
    send(app, link(row, 1), **CES)
    assert browser.post(f"{house['base']}/{row.key}/remove").status == 422
    assert browser.post(f"{house['base']}/{other.key}/remove").status == 303
    assert len(db.session.scalars(select(Survey)).all()) == 1


def test_scores_of_a_round_come_from_its_closed_surveys(app, house):
    with transaction():
        round_ = Round(project_id=house["project"].id, number=1, from_date=DAY, to_date=DAY + timedelta(days=90))
        db.session.add(round_)
    row = survey(house, links=5, round=1, instruments=("nps", "ces"))
    for number in range(1, 6):
        send(app, link(row, number), **CES, **{"q-nps.recommend": "9"})
    assert scores_of_round(round_.id) == []
    close(house, row)
    found = {one.instrument: one for one in scores_of_round(round_.id)}
    assert (found["nps"].score.value, found["nps"].score.points, found["nps"].score.n) == (100, 100, 5)
    assert (found["ces"].audience, found["ces"].score.value) == ("customers", 6)


def test_strangers_readers_and_more_links(make, house):
    row = survey(house, links=1)
    url = f"{house['base']}/{row.key}"
    stranger = make.browser(make.user("sponsor", make.client("Other")))
    for end in (house["base"], url, f"{url}/sheet", f"{url}/links.csv", f"{url}/answers.csv"):
        assert stranger.get(end).status == 404
    assert make.browser(house["sponsor"]).post(f"{url}/close").status == 403
    browser = make.browser(house["lead"])
    assert browser.post(f"{url}/links", data={"count": "0"}).status == 422
    assert browser.post(f"{url}/links", data={"count": "3", "group": ""}).status == 303
    assert browser.post(f"{url}/links", data={"count": "2000", "group": ""}).status == 422
    assert len(db.session.scalars(select(SurveyLink)).all()) == 4


def test_pages_without_surveys_and_with_five_hundred_answers(make, house):
    browser = make.browser(house["lead"])
    assert "No survey has been made yet" in browser.get(house["base"]).text
    row = survey(house, instruments=("sus", "utaut"), groups=("A", "B"))
    with transaction():
        said = {f"sus.{place}": 3 for place in range(1, 11)}
        db.session.add_all(SurveyAnswer(survey_id=row.id, group="AB"[n % 2], said=said) for n in range(500))
    close(house, row)
    page = browser.get(f"{house['base']}/{row.key}")
    assert re.search(r"50\s*\(n 250\)", page.text)


def test_how_many_of_a_few_have_answered_is_not_told(app, make, house):
    row = survey(house, groups=("North", "South", "Board"))
    with transaction():
        for group, count in (("North", 6), ("South", 5), ("Board", 2)):
            make_links(project=house["project"], survey=row, count=count, group=group, by=house["lead"].id)
    text = make.browser(house["lead"]).get(f"{house['base']}/{row.key}").page.main.get_text(" ", strip=True)
    assert "North: 0/6" in text
    # of the two of the board nothing is said, and all less North and South would be theirs
    assert "Board: " not in text
    assert "South: " not in text
    assert "for it would tell of a few people: Board, South." in text
