"""An engagement with a data set, its people, and the way a file of it is brought and profiled."""

from io import BytesIO
from types import SimpleNamespace

import pytest

from app.database import db
from app.jobs.runner import run_due
from app.models import DataSet, DictionaryField
from app.transactions import transaction

CUSTOMERS = b"no,name,owner\nC1,Ann Lee,U1\nC2,,U2\nC2,Bo,U9\n"


@pytest.fixture
def house(app, make):
    client = make.client()
    project = make.project(client)
    lead, member = make.user("lead"), make.user("client-member", client)
    for user, role in ((lead, "lead"), (member, "client-member")):
        make.member(project, user, role)
    with transaction():
        customers = DataSet(
            project_id=project.id, number=1, name="Customers", object="customer", mandatory=True, exact_key="no",
            fuzzy_key="name",
        )  # fmt: skip
        users = DataSet(project_id=project.id, number=2, name="Users", object="user", exact_key="id")
        db.session.add_all([customers, users])
        for number, (field, more) in enumerate(
            {"no": {"mandatory": True, "pattern": "C[0-9]"}, "name": {"mandatory": True}}.items(), start=1
        ):
            db.session.add(
                DictionaryField(project_id=project.id, number=number, object="Customer", field=field, **more)
            )
    base = f"/projects/{project.key}/deployment"
    return SimpleNamespace(
        project=project, lead=lead, member=member, base=base, quality=f"{base}/data-quality",
        customers=f"{base}/data-sets/{customers.key}", users=f"{base}/data-sets/{users.key}", set_key=customers.key,
        client=client,
    )  # fmt: skip


@pytest.fixture
def bring(app, make, house):
    """Upload a file to a data set's page and let the job run; gives the answer to the upload."""

    def run(data=CUSTOMERS, where=None, rules=None, name="customers.csv"):
        sent = {"file": (BytesIO(data), name)}
        if rules is not None:
            sent["rules"] = (BytesIO(rules), "rules.yaml")
        answer = make.browser(house.lead).post(
            f"{where or house.customers}/profile", data=sent, content_type="multipart/form-data"
        )
        run_due(app)
        db.session.expire_all()
        return answer

    return run
