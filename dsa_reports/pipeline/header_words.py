"""Words in the headers and file names of exports that mean the same as words of the contract, in small letters."""

__all__ = ["FILE_WORDS", "SAME"]

_ENGLISH = {
    "creation": "received", "created": "received", "date": "at", "time": "at", "timestamp": "at", "datetime": "at", "uuid": "id",
    "identifier": "id", "reported": "received", "country": "member_state", "lang": "language", "locale": "language",
    "flagger": "reporter", "appeal": "complaint", "appeals": "complaints", "decision": "decided", "count": "items",
    "number": "items", "reason": "category", "subcategory": "keyword", "label": "platform_label", "result": "outcome",
}
_DUTCH = {
    "nummer": "id", "nr": "id", "kenmerk": "id", "meldingsnummer": "id", "meldingnummer": "id", "klachtnummer": "id", "besluitnummer": "puid", "datum": "at",
    "tijd": "at", "tijdstip": "at", "moment": "at", "ontvangen": "received_at", "ontvangst": "received", "ontvangstdatum": "received_at", "ingediend": "submitted_at",
    "gemeld": "reported_at", "besloten": "decided_at", "beslist": "decided_at", "besluit": "decided", "besluitdatum": "decided_at", "uitgevoerd": "action_taken_at",
    "categorie": "category", "reden": "category", "rubriek": "category", "trefwoord": "keyword", "subcategorie": "keyword", "aantal": "items", "melder": "reporter",
    "soort": "kind", "type": "kind", "taal": "language", "land": "member_state", "lidstaat": "member_state", "verwerking": "processing", "plek": "surface",
    "inhoud": "content_ref", "uitkomst": "outcome", "uitslag": "outcome", "grondslag": "basis", "klacht": "complaint", "bezwaar": "complaint", "maand": "month",
    "gebruikers": "active_recipients", "ontvangers": "recipients", "organisatie": "trusted_flagger_name", "autoriteit": "authority", "instantie": "authority",
    "bevel": "order", "omschrijving": "other_description", "wet": "law", "voorwaarden": "terms", "acties": "actions", "opgelegd": "imposed_at",
    "gewaarschuwd": "warned_at", "einde": "ends_at", "grond": "ground", "bron": "source_type", "zichtbaarheid": "decision_visibility", "accountmaatregel": "decision_account",
    "geautomatiseerd": "automated", "automatisch": "automated", "gedetecteerd": "detection", "weergaven": "views", "talen": "languages",
}
_GERMAN = {
    "kennung": "id", "zeitpunkt": "at", "eingegangen": "received_at", "eingang": "received_at", "eingereicht": "submitted_at", "gemeldet": "reported_at",
    "entschieden": "decided_at", "entscheidung": "decided", "umgesetzt": "action_taken_at", "kategorie": "category", "grund": "category", "schlagwort": "keyword",
    "anzahl": "items", "melder": "reporter", "art": "kind", "sprache": "language", "mitgliedstaat": "member_state", "bearbeitung": "processing", "ergebnis": "outcome",
    "beschwerde": "complaint", "monat": "month", "behörde": "authority", "anordnung": "order", "beschreibung": "other_description", "ort": "surface", "inhalt": "content_ref",
}
_FRENCH = {
    "identifiant": "id", "numéro": "id", "numero": "id", "reçu": "received_at", "recu": "received_at", "réception": "received_at", "reception": "received_at",
    "soumis": "submitted_at", "décidé": "decided_at", "decide": "decided_at", "décision": "decided", "catégorie": "category", "motif": "category", "langue": "language",
    "pays": "member_state", "état": "member_state", "nombre": "items", "résultat": "outcome", "resultat": "outcome", "mois": "month", "autorité": "authority",
    "injonction": "order", "réclamation": "complaint", "signalement": "notice", "notifiant": "reporter", "traitement": "processing", "contenu": "content_ref",
}
SAME = _FRENCH | _GERMAN | _DUTCH | _ENGLISH
FILE_WORDS = {
    "appeals": "complaints", "appeal": "complaints", "actions": "moderation_actions", "decisions": "moderation_actions",
    "statements": "moderation_actions", "ads": "advertisements", "adverts": "advertisements", "flags": "user_reports",
    "mau": "recipients", "amar": "recipients", "users": "recipients", "staff": "moderators",
    "evaluations": "automation_evaluations", "accuracy": "automation_evaluations", "measures": "minor_measures",
    "meldingen": "notices", "klachten": "complaints", "bezwaren": "complaints", "besluiten": "moderation_actions", "maatregelen": "moderation_actions",
    "bevelen": "orders", "geschillen": "disputes", "schorsingen": "suspensions", "gebruikers": "recipients", "ontvangers": "recipients", "moderatoren": "moderators",
    "advertenties": "advertisements", "meldungen": "notices", "beschwerden": "complaints", "entscheidungen": "moderation_actions", "anordnungen": "orders",
    "signalements": "notices", "réclamations": "complaints", "reclamations": "complaints", "décisions": "moderation_actions", "injonctions": "orders",
}
