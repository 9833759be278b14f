"""How a weaver of furnishing fabrics works: samples for designers, collections ordered, quality complaints."""

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

REP, STUDIO, INSIDE = "Area representative", "Sample studio", "Inside sales"
HEAD, QUALITY, CONTROLLER = "Head of sales", "Quality clerk", "Controller"
LIST = "Own spreadsheet"

SAMPLE = Told(
    "From sample request to designer's choice", "market", "Mia Signal",
    (
        Was("Take the designer's request", MARKETING, STUDIO, "talk", "Fair card, mail", 6, 60, None, False, (2,)),
        Was("Note the request in the sample book", MARKETING, STUDIO, "sheet", LIST, 5, 480, "", False, (1, 2)),
        Was("Cut and send swatches", MARKETING, STUDIO, "paper", "Parcel slip", 20, 1440, REP, False, (1,)),
        Was("Ask how the swatches were liked", SALES, REP, "talk", "Phone", 10, 4320, None, False, (0,)),
        Was("Decide on exclusive colours", SALES, HEAD, "talk", "Weekly meeting", 10, 1440, STUDIO, True, (5,)),
    ),
    (
        Becomes("Record the request with project and use", MARKETING, STUDIO, "change", (0, 1), "standard", LEADS, 2,
                STUDIO, False, (2,), "Request with source", "Designer, project and use are filled in."),
        Becomes("Send swatches and name who follows up", MARKETING, STUDIO, "change", (2,), "configure", DEALS, 24,
                REP, False, (1,), "Parcel with owner"),
        Becomes("Ask for the verdict and log it", SALES, REP, "keep", (3,), "standard", DEALS, 72,
                None, False, (0,), "Verdict per swatch", "Within ten working days of the parcel."),
        Becomes("Decide on exclusive colours by quantity", SALES, HEAD, "keep", (4,), "configure", DEALS, 24,
                STUDIO, True, (5,), "Colour agreement or reasoned refusal"),
    ),
)  # fmt: skip
COLLECTION = Told(
    "From collection offer to mill order", "sales", "Sam Current",
    (
        Was("Collect prices and loom capacity", SALES, INSIDE, "sheet", LIST, 35, 960, None, False, (2,)),
        Was("Write the offer in a text file", SALES, REP, "paper", "Offer template", 30, 60),
        Was("Have rebates approved", FINANCE, CONTROLLER, "paper", "Approval slip", 10, 960, REP, True, (1,)),
        Was("Send the offer", SALES, REP, "talk", "Mail", 5, 0),
        Was("Follow up before the season", SALES, REP, "sheet", LIST, 10, 5760, None, False, (0, 5)),
        Was("Pass the order to the mill", SALES, INSIDE, "paper", "Order form", 12, 480, "", False, (1,)),
        Was("Check credit", FINANCE, CONTROLLER, "system", "ERP", 6, 480, "Mill planning", True),
    ),
    (
        Becomes("Build the offer from price list and capacity", SALES, INSIDE, "change", (0, 1), "configure", OFFERS,
                8, None, False, (2,), "Offer with version"),
        Becomes("Approve rebates by level of authority", FINANCE, CONTROLLER, "change", (2,), "configure", OFFERS, 4,
                REP, True, (1,), "Approval with reason", "Above 8% the controller decides, below that the system."),
        Becomes("Send the offer from the record", SALES, REP, "keep", (3,), "standard", OFFERS, 2),
        Becomes("Follow up by stage with a next step", SALES, REP, "change", (4,), "standard", DEALS, 72,
                None, False, (0, 5), "Next step with date"),
        Becomes("Convert the offer into a mill order", SALES, INSIDE, "change", (5,), "standard", ORDERS, 8,
                "Mill planning", False, (1,), "Order in the ERP"),
        Becomes("Check credit in the ERP", FINANCE, CONTROLLER, "keep", (6,), "standard", ORDERS, 4,
                "Mill planning", True),
    ),
)  # fmt: skip
COMPLAINT = Told(
    "From quality complaint to credit note", "service", "Sonja Anchorage",
    (
        Was("Take the complaint", SERVICE, QUALITY, "talk", "Phone", 8, 15, None, False, (2,)),
        Was("Look for batch and dye lot", SERVICE, QUALITY, "system", "Mill system", 20, 0, None, False, (4,)),
        Was("Ask the mill for a test", SERVICE, QUALITY, "talk", "Mail", 5, 2880, "", False, (1,)),
        Was("Decide on a credit note", SALES, HEAD, "talk", "Phone", 6, 1200, QUALITY, True),
        Was("Answer the customer", SERVICE, QUALITY, "paper", "Letter", 12, 60),
        Was("File the swatch", SERVICE, QUALITY, "paper", "Folder", 4, 0),
    ),
    (
        Becomes("Record the complaint on batch and dye lot", SERVICE, QUALITY, "change", (0, 1), "standard", CASES, 1,
                None, False, (2, 4), "Case with photographs"),
        Becomes("Order the test with a deadline", SERVICE, QUALITY, "change", (2,), "configure", CASES, 24,
                "Laboratory", False, (1,), "Named owner"),
        Becomes("Decide on a credit note by rule", SALES, HEAD, "keep", (3,), "configure", CASES, 8,
                QUALITY, True, (), "Decision with amount"),
        Becomes("Answer the customer", SERVICE, QUALITY, "keep", (4,), "standard", CASES, 8,
                None, False, (), "Answer on record", "First answer within eight hours."),
        Becomes("File the swatch", SERVICE, QUALITY, "drop", (5,)),
    ),
)  # fmt: skip
TRADE = Trade(
    (SAMPLE, COLLECTION, COMPLAINT),
    (
        Figure(0, "Swatches followed up within ten days", "followed up / parcels sent", 29.0, 80.0),
        Figure(1, "Days from offer to decision", "median of the month", 38.0, 25.0, "days"),
        Figure(2, "First answer within eight hours", "cases in time / all cases", 36.0, 85.0),
    ),
)
