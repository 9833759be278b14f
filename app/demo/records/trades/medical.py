"""How a maker of medical devices works: enquiries of clinics, device offers, service calls on installed devices."""

from app.demo.records.trades.shape import (
    CASES,
    DEALS,
    FINANCE,
    LEADS,
    MARKETING,
    OFFERS,
    ORDERS,
    SALES,
    SERVICE,
    Becomes,
    Figure,
    Told,
    Trade,
    Was,
)

REP, INSIDE, SPECIALIST = "Clinic representative", "Inside sales", "Application specialist"
HEAD, DISPATCH, ENGINEER, CONTROLLER = "Head of sales", "Service dispatcher", "Field engineer", "Controller"
LIST = "Own spreadsheet"

ENQUIRY = Told(
    "From clinic enquiry to device demonstration", "market", "Mia Signal",
    (
        Was("Take the clinic's enquiry", MARKETING, INSIDE, "talk", "Phone, mailbox", 8, 30, None, False, (2,)),
        Was("Note the enquiry in a list", MARKETING, INSIDE, "sheet", LIST, 4, 240, "", False, (1, 2)),
        Was("Find out which devices the clinic has", SALES, INSIDE, "system", "Service database", 20, 960, REP, False,
            (1, 4)),
        Was("Call the ward and the purchasing office", SALES, REP, "talk", "Phone", 20, 480, None, False, (0,)),
        Was("Judge whether a demonstration pays", SALES, HEAD, "talk", "Weekly meeting", 5, 1440, REP, True, (5,)),
    ),
    (
        Becomes("Record the enquiry with clinic and ward", MARKETING, INSIDE, "change", (0, 1), "standard", LEADS, 2,
                INSIDE, False, (2,), "Enquiry with source", "Clinic, ward, contact and need are filled in."),
        Becomes("Assign with the list of installed devices", SALES, INSIDE, "change", (2,), "configure", DEALS, 4,
                REP, False, (1,), "Owner of the enquiry"),
        Becomes("Call the ward and log what was learned", SALES, REP, "keep", (3,), "standard", DEALS, 24,
                None, False, (0,), "Contact report", "Within one working day."),
        Becomes("Approve the demonstration by five questions", SALES, HEAD, "keep", (4,), "configure", DEALS, 24,
                SPECIALIST, True, (5,), "Demonstration or reasoned refusal"),
    ),
)  # fmt: skip
OFFER = Told(
    "From device offer to installation order", "sales", "Sam Current",
    (
        Was("Collect options and prices", SALES, INSIDE, "sheet", LIST, 40, 480, None, False, (2,)),
        Was("Write the offer in a text file", SALES, REP, "paper", "Offer template", 45, 60),
        Was("Have discount and service terms approved", FINANCE, CONTROLLER, "paper", "Approval slip", 12, 960, REP,
            True, (1,)),
        Was("Send the offer", SALES, REP, "talk", "Mail", 5, 0),
        Was("Follow up before the clinic's budget round", SALES, REP, "sheet", LIST, 10, 4320, None, False, (0, 5)),
        Was("Pass the order on", SALES, INSIDE, "paper", "Order form", 10, 240, "", False, (1,)),
        Was("Check device registration and credit", FINANCE, CONTROLLER, "system", "ERP", 12, 480, "Logistics", True),
    ),
    (
        Becomes("Configure the device and build the offer", SALES, REP, "change", (0, 1), "configure", OFFERS, 8,
                None, False, (2,), "Offer with version"),
        Becomes("Approve discount by level of authority", FINANCE, CONTROLLER, "change", (2,), "configure", OFFERS, 4,
                REP, True, (1,), "Approval with reason", "Above 10% the controller decides, below that the system."),
        Becomes("Send the offer from the record", SALES, REP, "keep", (3,), "standard", OFFERS, 2),
        Becomes("Follow up along the clinic's budget dates", SALES, REP, "change", (4,), "standard", DEALS, 72,
                None, False, (0, 5), "Next step with date"),
        Becomes("Convert the offer into an installation order", SALES, INSIDE, "change", (5,), "standard", ORDERS, 4,
                "Controller", False, (1,), "Order in the ERP"),
        Becomes("Check registration and credit in the ERP", FINANCE, CONTROLLER, "keep", (6,), "standard", ORDERS, 4,
                "Logistics", True),
    ),
)  # fmt: skip
REPAIR = Told(
    "From service call to device back in use", "service", "Sonja Anchorage",
    (
        Was("Take the service call", SERVICE, DISPATCH, "talk", "Hotline", 8, 15, None, False, (2,)),
        Was("Look for device and contract", SERVICE, DISPATCH, "system", "ERP, binder", 16, 0, None, False, (4,)),
        Was("Find an engineer with the part", SERVICE, DISPATCH, "talk", "Messenger", 12, 900, "", False, (1,)),
        Was("Release the repair out of contract", SALES, HEAD, "talk", "Phone", 6, 1200, DISPATCH, True),
        Was("Repair and test the device", SERVICE, ENGINEER, "paper", "Service report", 150, 1440),
        Was("File a copy of the report", SERVICE, ENGINEER, "paper", "Folder", 5, 0),
    ),
    (
        Becomes("Record the call on the serial number", SERVICE, DISPATCH, "change", (0, 1), "standard", CASES, 1,
                None, False, (2, 4), "Case with contract and device"),
        Becomes("Send an engineer by skill and part", SERVICE, DISPATCH, "change", (2,), "configure", CASES, 4,
                ENGINEER, False, (1,), "Dated visit"),
        Becomes("Release repairs out of contract by rule", SALES, HEAD, "keep", (3,), "configure", CASES, 8,
                DISPATCH, True, (), "Decision with amount"),
        Becomes("Repair, test and report on the device record", SERVICE, ENGINEER, "keep", (4,), "standard", CASES, 24,
                None, False, (), "Signed service report", "Back in use within one working day."),
        Becomes("File a copy of the report", SERVICE, ENGINEER, "drop", (5,)),
    ),
)  # fmt: skip
TRADE = Trade(
    (ENQUIRY, OFFER, REPAIR),
    (
        Figure(0, "Enquiries answered within a day", "answered within 24 h / all", 41.0, 90.0),
        Figure(1, "Days from offer to decision", "median of the month", 64.0, 45.0, "days"),
        Figure(2, "Devices back in use within a day", "calls closed in 24 h / all calls", 48.0, 80.0),
    ),
)
