"""Orders of Member State authorities (Art. 9, 10 DSA)."""

from dsa_reports.contract.common import (
    ABUSE_KEYWORDS,
    after,
    category,
    keyword,
    keyword_of_category,
    other_description,
    other_needs_description,
    platform_label,
    plausible,
    row_id,
    safe_text,
    withheld,
    within_years,
)
from dsa_reports.contract.conditions import AnyOf, In, Present
from dsa_reports.contract.model import Column, Rule, Table

TABLE = Table(
    name="orders",
    one_row_is="one order of a judicial or administrative authority of a Member State",
    feeds="part 3",
    citation="DSA Art. 15(1)(a)",
    key="id",
    dated_by=("received_at",),
    columns=(
        row_id(),
        Column(name="kind", kind="code", required=True, codes=("act_against_illegal_content", "provide_information"), meaning="Order to act against illegal content (Art. 9 and others) or to provide information (Art. 10 and others).", citation="DSA Art. 9, 10", example="act_against_illegal_content"),
        Column(name="member_state", kind="code", required=True, codes="member_states", meaning="Member State of the issuing authority. EL and GR both mean Greece.", citation="IR 2024/2835 Annex II, II.1.2.1", example="NL"),
        Column(name="authority", kind="text", max_length=500, meaning="Name of the issuing authority.", example="Rechtbank Amsterdam"),
        category(3), keyword(), other_description(), platform_label(),
        Column(name="items", kind="integer", minimum=0, meaning="Specific items of information that the order names. Needed for orders to act against illegal content.", citation="IR 2024/2835 Annex II, II.1.2.1 column H", example="10"),
        Column(name="received_at", kind="timestamp", required=True, meaning="When the order was successfully transmitted or delivered.", citation="IR 2024/2835 Annex II, II.1.2.1 column I", example="2026-02-03T09:15:00Z"),
        Column(name="receipt_confirmed_at", kind="timestamp", meaning="When the authority was informed of the receipt.", example="2026-02-03T09:20:00Z"),
        Column(name="receipt_automated", kind="boolean", meaning="The receipt was confirmed automatically.", example="true"),
        Column(name="language", kind="code", codes="languages_lower", meaning="Language that the order states, two small letters.", citation="IR 2024/2835 Annex II, II.1.6", example="nl"),
        Column(name="effect_given_at", kind="timestamp", meaning="When effect was given to the order.", example="2026-02-04T11:00:00Z"),
    ),
    rules=(
        safe_text("orders", "other_description"),
        after("receipt_confirmed_at", "received_at", "orders"),
        after("effect_given_at", "received_at", "orders"),
        plausible("received_at", "orders", breaks={"received_at": "1999-12-31T09:15:00Z", "receipt_confirmed_at": None, "effect_given_at": None}),
        plausible("receipt_confirmed_at", "orders", breaks={"received_at": "2037-12-31T09:15:00Z", "receipt_confirmed_at": "2038-01-02T00:00:00Z", "effect_given_at": None}),
        plausible("effect_given_at", "orders", breaks={"received_at": "2037-12-31T09:15:00Z", "receipt_confirmed_at": None, "effect_given_at": "2038-01-02T00:00:00Z"}),
        within_years("receipt_confirmed_at", "received_at", "orders", breaks={"received_at": "2020-01-01T09:15:00Z", "effect_given_at": None}),
        within_years("effect_given_at", "received_at", "orders", breaks={"received_at": "2020-01-01T09:15:00Z", "receipt_confirmed_at": None}),
        keyword_of_category("orders"),
        Rule(id="orders.items_needed", must=AnyOf(In("kind", ("provide_information",)), Present("items")), column="items", message="an order to act against illegal content without the number of its items", remedy="Give the number of items that the order lists (1 where it lists one).", citation="IR 2024/2835 Annex II, II.1.2.1 column H", breaks={"items": None}),
        other_needs_description("orders"),
        withheld("orders", In("keyword", ABUSE_KEYWORDS), texts=("other_description",)),
    ),
)
