"""R-1: each decision's statement of reasons was received, is not needed, or is owed."""

from dsa_reports.findings import Finding, Severity


def decided(*puids: str, **values: object) -> list[dict[str, object]]:
    return [{"puid": puid, **values} for puid in puids]


def told(found: list[Finding]) -> list[tuple[str, int, int | None]]:
    return [(f.severity, f.count, f.line) for f in found]


def test_a_sum_that_closes_is_silent(log):
    log.made("moderation_actions", [
        *decided("sent", "spam"), *decided("order", source_type="SOURCE_ORDER"), *decided("nobody", contact_known=False),
    ])
    log.made("statements", [
        {"puid": "sent", "status": "received", "uuid": "0b8a3f0e-6f0d-4c39-9a3b-1d1f8a0f5e11"},
        {"puid": "spam", "status": "exempt", "exemption": "deceptive_high_volume_commercial_content"},
    ])
    assert log.found("R-1") == []


def test_what_is_left_over_is_an_error_and_what_did_not_arrive_a_warning(log):
    log.made("moderation_actions", [*decided("sent", "forgotten", "refused", "failed"), *decided("known", contact_known=True)])
    log.made("statements", [
        {"puid": "sent", "status": "received"}, {"puid": "refused", "status": "refused"}, {"puid": "failed", "status": "failed"},
    ])
    found = log.found("R-1")
    assert sorted(told(found)) == [(Severity.ERROR, 2, 3), (Severity.WARNING, 1, 4), (Severity.WARNING, 1, 5)]
    assert all("of 5 decisions: 1 received, 1 refused, 1 failed, 2 without any statement" in f.message for f in found)


def test_a_list_that_says_otherwise_goes_before_what_the_log_lets_suppose(log):
    log.made("moderation_actions", decided("order", source_type="SOURCE_ORDER"))
    log.made("statements", [{"puid": "order", "status": "refused"}])
    assert told(log.found("R-1")) == [(Severity.WARNING, 1, 2)]


def test_only_decisions_of_the_period_are_asked(log):
    log.made("moderation_actions", [*decided("before", decided_at="2025-12-31 22:00:00"), *decided("inside", decided_at="2025-12-31 23:00:00")])
    log.made("statements", [{"puid": "other", "status": "received"}])
    assert told(log.found("R-1", period="2026-H1", zone="Europe/Amsterdam")) == [(Severity.ERROR, 1, 3)]
    assert [f.count for f in log.found("R-1")] == [2]


def test_without_statements_nothing_is_asked(log):
    assert log.made("moderation_actions", decided("a", "b")).found("R-1") == []
