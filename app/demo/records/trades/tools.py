"""How a maker of power tools sells through dealers: dealer leads, promotions and orders, warranty repairs."""

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

REP, INSIDE, TRADE_MARKETER = "Dealer representative", "Dealer desk", "Trade marketer"
HEAD, WORKSHOP, CONTROLLER = "Regional manager", "Workshop clerk", "Controller"
LIST = "Own spreadsheet"

DEALER = Told(
    "From dealer request to agreed promotion", "market", "Mia Signal",
    (
        Was("Take the dealer's request", MARKETING, INSIDE, "talk", "Phone, mailbox", 6, 30, None, False, (2,)),
        Was("Note the request in a list", MARKETING, INSIDE, "sheet", LIST, 4, 120, "", False, (1, 2)),
        Was("Ask four departments for the answer", SALES, INSIDE, "talk", "Phone", 35, 1440, REP, False, (1, 3)),
        Was("Visit the dealer", SALES, REP, "talk", "Visit", 60, 2880, None, False, (0,)),
        Was("Decide on shelf space and bonus", SALES, HEAD, "talk", "Weekly meeting", 10, 1440, REP, True, (5,)),
    ),
    (
        Becomes("Record the request on the dealer", MARKETING, INSIDE, "change", (0, 1), "standard", LEADS, 2,
                INSIDE, False, (2,), "Request with source", "Dealer, branch, contact and need are filled in."),
        Becomes("Assign by region and product line", SALES, INSIDE, "change", (2,), "configure", DEALS, 4,
                REP, False, (1,), "Owner of the request"),
        Becomes("Visit the dealer and log shelf and stock", SALES, REP, "keep", (3,), "standard", DEALS, 40,
                None, False, (0,), "Visit report", "On the day of the visit, from the phone."),
        Becomes("Agree promotion and bonus by class of dealer", SALES, HEAD, "keep", (4,), "configure", DEALS, 24,
                TRADE_MARKETER, True, (5,), "Promotion with budget"),
    ),
)  # fmt: skip
ORDER = Told(
    "From conditions to stocking order", "sales", "Sam Current",
    (
        Was("Collect conditions and stock levels", SALES, INSIDE, "sheet", LIST, 30, 480, None, False, (2,)),
        Was("Write the stocking proposal", SALES, REP, "paper", "Offer template", 35, 60),
        Was("Have special conditions approved", FINANCE, CONTROLLER, "paper", "Approval slip", 10, 960, REP, True,
            (1,)),
        Was("Send the proposal", SALES, REP, "talk", "Mail", 5, 0),
        Was("Follow up at the next visit", SALES, REP, "sheet", LIST, 10, 5760, None, False, (0, 5)),
        Was("Type the order again", SALES, INSIDE, "paper", "Order form", 14, 240, "", False, (1,)),
        Was("Check the dealer's credit limit", FINANCE, CONTROLLER, "system", "ERP", 6, 480, "Dispatch", True),
    ),
    (
        Becomes("Propose stock from sell-out and conditions", SALES, REP, "change", (0, 1), "configure", OFFERS, 8,
                None, False, (2,), "Proposal with version"),
        Becomes("Approve special conditions by authority", FINANCE, CONTROLLER, "change", (2,), "configure", OFFERS, 4,
                REP, True, (1,), "Approval with reason", "Above 12% the controller decides, below that the system."),
        Becomes("Send the proposal from the record", SALES, REP, "keep", (3,), "standard", OFFERS, 2),
        Becomes("Follow up by stage with a next step", SALES, REP, "change", (4,), "standard", DEALS, 72,
                None, False, (0, 5), "Next step with date"),
        Becomes("Convert the proposal into an order", SALES, INSIDE, "change", (5,), "standard", ORDERS, 4,
                "Controller", False, (1,), "Order in the ERP"),
        Becomes("Check the credit limit in the ERP", FINANCE, CONTROLLER, "keep", (6,), "standard", ORDERS, 4,
                "Dispatch", True),
    ),
)  # fmt: skip
WARRANTY = Told(
    "From warranty case to returned tool", "service", "Sonja Anchorage",
    (
        Was("Take the dealer's warranty case", SERVICE, WORKSHOP, "talk", "Phone", 8, 15, None, False, (2,)),
        Was("Look for serial number and sale", SERVICE, WORKSHOP, "system", "ERP", 14, 0, None, False, (4,)),
        Was("Ask the representative about the dealer", SERVICE, WORKSHOP, "talk", "Messenger", 5, 900, "", False,
            (1,)),
        Was("Decide on goodwill", SALES, HEAD, "talk", "Phone", 6, 1200, WORKSHOP, True),
        Was("Repair and send back", SERVICE, WORKSHOP, "paper", "Repair slip", 55, 2880),
        Was("File the slip", SERVICE, WORKSHOP, "paper", "Folder", 4, 0),
    ),
    (
        Becomes("Record the case on the serial number", SERVICE, WORKSHOP, "change", (0, 1), "standard", CASES, 1,
                None, False, (2, 4), "Case with number"),
        Becomes("Assign the repair with a deadline", SERVICE, WORKSHOP, "change", (2,), "configure", CASES, 2,
                "Owner of the case", False, (1,), "Named owner"),
        Becomes("Decide on goodwill by rule", SALES, HEAD, "keep", (3,), "configure", CASES, 8,
                WORKSHOP, True, (), "Decision with amount"),
        Becomes("Repair, return and tell the dealer", SERVICE, WORKSHOP, "keep", (4,), "standard", CASES, 40,
                None, False, (), "Message with parcel number", "Back at the dealer within five working days."),
        Becomes("File the slip", SERVICE, WORKSHOP, "drop", (5,)),
    ),
)  # fmt: skip
TRADE = Trade(
    (DEALER, ORDER, WARRANTY),
    (
        Figure(0, "Dealer requests answered within a day", "answered within 24 h / all", 41.0, 90.0),
        Figure(1, "Days from proposal to order", "median of the month", 23.0, 14.0, "days"),
        Figure(2, "Tools back within five working days", "cases in time / all cases", 36.0, 85.0),
    ),
)
