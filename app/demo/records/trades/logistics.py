"""How a contract logistics provider works: shippers' tenders, quotations for lanes, damage claims."""

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

KAM, DESK, PRICING = "Key account manager", "Tender desk", "Pricing analyst"
HEAD, CLAIMS, CONTROLLER = "Head of business unit", "Claims handler", "Controller"
LIST = "Own spreadsheet"

TENDER = Told(
    "From tender to bid decision", "market", "Mia Signal",
    (
        Was("Receive the shipper's tender", MARKETING, DESK, "talk", "Mail, tender portal", 10, 60, None, False, (2,)),
        Was("Note the tender in the unit's list", MARKETING, DESK, "sheet", LIST, 6, 240, "", False, (1, 2)),
        Was("Ask the other units who knows the shipper", SALES, KAM, "talk", "Phone", 20, 1440, KAM, False, (1, 3)),
        Was("Call the shipper about volumes", SALES, KAM, "talk", "Phone", 25, 480, None, False, (0,)),
        Was("Decide to bid or to decline", SALES, HEAD, "talk", "Weekly meeting", 10, 2880, DESK, True, (5,)),
    ),
    (
        Becomes("Record the tender with lanes and deadline", MARKETING, DESK, "change", (0, 1), "standard", LEADS, 2,
                DESK, False, (2,), "Tender with deadline", "Shipper, lanes, volumes and deadline are filled in."),
        Becomes("Assign one owner for all units", SALES, DESK, "change", (2,), "configure", DEALS, 4,
                KAM, False, (1,), "Owner of the shipper"),
        Becomes("Ask volumes and log the answer", SALES, KAM, "keep", (3,), "standard", DEALS, 24,
                None, False, (0,), "Contact report", "Within one working day."),
        Becomes("Decide by margin and capacity", SALES, HEAD, "keep", (4,), "configure", DEALS, 24,
                DESK, True, (5,), "Bid or reasoned refusal"),
    ),
)  # fmt: skip
QUOTE = Told(
    "From lane quotation to contract", "sales", "Sam Current",
    (
        Was("Collect carrier rates lane by lane", SALES, PRICING, "sheet", LIST, 90, 960, None, False, (2,)),
        Was("Write the quotation", SALES, KAM, "paper", "Offer template", 45, 60),
        Was("Have the margin approved", FINANCE, CONTROLLER, "paper", "Approval slip", 15, 960, KAM, True, (1,)),
        Was("Send the quotation", SALES, KAM, "talk", "Mail", 5, 0),
        Was("Follow up when there is time", SALES, KAM, "sheet", LIST, 10, 2880, None, False, (0, 5)),
        Was("Hand over to the warehouse and transport teams", SALES, DESK, "paper", "Hand-over form", 30, 720,
            "", False, (1,)),
        Was("Check credit of the shipper", FINANCE, CONTROLLER, "system", "ERP", 8, 480, "Operations", True),
    ),
    (
        Becomes("Build the quotation from the rate base", SALES, PRICING, "change", (0, 1), "configure", OFFERS, 16,
                None, False, (2,), "Quotation with version"),
        Becomes("Approve margin by level of authority", FINANCE, CONTROLLER, "change", (2,), "configure", OFFERS, 8,
                KAM, True, (1,), "Approval with reason", "Below 6% the controller decides, above that the system."),
        Becomes("Send the quotation from the record", SALES, KAM, "keep", (3,), "standard", OFFERS, 2),
        Becomes("Follow up by stage with a next step", SALES, KAM, "change", (4,), "standard", DEALS, 72,
                None, False, (0, 5), "Next step with date"),
        Becomes("Convert the quotation into a contract", SALES, DESK, "change", (5,), "standard", ORDERS, 8,
                "Implementation team", False, (1,), "Contract with start-up plan"),
        Becomes("Check credit in the ERP", FINANCE, CONTROLLER, "keep", (6,), "standard", ORDERS, 4,
                "Operations", True),
    ),
)  # fmt: skip
CLAIM = Told(
    "From damage report to settlement", "service", "Sonja Anchorage",
    (
        Was("Take the damage report", SERVICE, CLAIMS, "talk", "Phone, mail", 12, 30, None, False, (2,)),
        Was("Look for the shipment", SERVICE, CLAIMS, "system", "Transport system", 18, 0, None, False, (4,)),
        Was("Ask carrier and warehouse for statements", SERVICE, CLAIMS, "mail", "Mail", 10, 4320, "", False, (1,)),
        Was("Decide on goodwill", SALES, HEAD, "talk", "Phone", 8, 1440, CLAIMS, True),
        Was("Answer the shipper", SERVICE, CLAIMS, "paper", "Letter", 15, 120),
        Was("File a copy", SERVICE, CLAIMS, "paper", "Folder", 4, 0),
    ),
    (
        Becomes("Record the claim on the shipment", SERVICE, CLAIMS, "change", (0, 1), "standard", CASES, 2,
                None, False, (2, 4), "Claim with number and photographs"),
        Becomes("Request statements with a deadline", SERVICE, CLAIMS, "change", (2,), "configure", CASES, 24,
                "Carrier manager", False, (1,), "Named owner at the carrier"),
        Becomes("Decide on goodwill by rule", SALES, HEAD, "keep", (3,), "configure", CASES, 16,
                CLAIMS, True, (), "Decision with amount"),
        Becomes("Answer the shipper", SERVICE, CLAIMS, "keep", (4,), "standard", CASES, 8,
                None, False, (), "Answer on record", "First answer within eight hours."),
        Becomes("File a copy", SERVICE, CLAIMS, "drop", (5,)),
    ),
)  # fmt: skip
TRADE = Trade(
    (TENDER, QUOTE, CLAIM),
    (
        Figure(0, "Tenders answered by their deadline", "answered in time / received", 62.0, 95.0),
        Figure(1, "Days from quotation to decision", "median of the month", 31.0, 18.0, "days"),
        Figure(2, "First answer within eight hours", "claims in time / all claims", 36.0, 85.0),
    ),
)
