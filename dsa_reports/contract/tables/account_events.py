"""What accounts did: the input for finding accounts that behave alike."""

from dsa_reports.contract.common import AGE_GROUPS, REACH_BANDS, account_ref, plausible, row_id, surface
from dsa_reports.contract.conditions import AnyOf, Empty, In, Not
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

TABLE = Table(
    name="account_events",
    one_row_is="one act of one account",
    feeds="campaigns",
    citation="DSA Art. 34, 35",
    key="id",
    dated_by=("occurred_at",),
    columns=(
        row_id(),
        Column(name="account_ref", kind="text", required=True, max_length=200, personal=True, meaning="Pseudonymous reference to the account.", example="a-7f3c"),
        Column(name="handle", kind="text", max_length=200, personal=True, meaning="Handle (user name) of the account at that moment, or its shape (letters as a, digits as 9: `aaaa_99`). Only the shape is compared; it is shown nowhere.", example="anna_82"),
        Column(name="occurred_at", kind="timestamp", required=True, meaning="When.", example="2026-01-05T10:00:00Z"),
        Column(name="kind", kind="code", required=True, codes=("registered", "profile_changed", "posted", "commented", "messaged", "followed", "liked", "mentioned", "group_added", "story_viewed", "removed", "other"), meaning="What the account did.", example="commented"),
        surface(),
        Column(name="text", kind="text", max_length=5000, personal=True, meaning="Text. Refused for direct messages unless service.toml names a legal basis.", example="hey, look at my profile"),
        Column(name="text_signature", kind="text", max_length=500, meaning="Keyed signature of the text, where the text itself is not logged."),
        Column(name="landing_url", kind="text", max_length=2000, personal=True, meaning="Address that the content led to. Of direct messages only the host is kept unless service.toml names a legal basis."),
        Column(name="redirect_url", kind="text", max_length=2000, personal=True, meaning="Where landing_url ended after all redirects, if the platform followed them. Of direct messages only the host is kept, as of landing_url."),
        Column(name="picture_hash", kind="text", max_length=128, pattern=r"[0-9a-fA-F]+", meaning="Perceptual hash in hexadecimal; never a picture."),
        account_ref("target_ref"),
        Column(name="target_reach_band", kind="code", codes=REACH_BANDS, meaning="Reach of the account addressed.", example="under_1k"),
        Column(name="target_age_group", kind="code", codes=AGE_GROUPS, meaning="Age group of the account addressed, as the platform knows it; never inferred here.", example="unknown"),
        Column(name="target_connected", kind="boolean", meaning="The two accounts were connected before (accepted contact, friends), as the platform knows it; empty where it does not say. Not connected = a stranger.", example="false"),
        Column(name="language", kind="code", codes="languages_lower", meaning="Language of the text.", example="nl"),
    ),
    rules=(plausible("occurred_at", "account_events"),),
    rules_without_basis=(
        Rule(
            id="account_events.direct_message_text",
            must=AnyOf(Empty("text"), Not(AnyOf(In("kind", ("messaged",)), In("surface", ("direct_message",))))),
            column="text", message="the text of a direct message, for which service.toml names no legal basis",
            remedy="Export direct messages without text (a keyed signature in text_signature is enough), or name the basis in `privacy.direct_message_text_basis`.",
            citation="Directive 2002/58/EC Art. 5", severity=Severity.BLOCKS, withhold=True, breaks={"kind": "messaged"},
        ),
    ),
)
