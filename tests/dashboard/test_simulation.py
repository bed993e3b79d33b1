"""The parts of the simulation: its faults, its mail server, its judge (who must see what is wrong), its figures."""

import smtplib
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.simulation.faults import plan_faults
from dashboard.simulation.figures import FATAL, is_broken, per_person, spread
from dashboard.simulation.judge import Judge
from dashboard.simulation.run import span_of
from dashboard.simulation.sink import Got, Sink
from meetings.rhythm import refresh_cadence
from tests.factories import MeetingFactory, NoticeFactory

DAYS = [
    date(2026, 9, 1) + timedelta(days=n) for n in range(300) if (date(2026, 9, 1) + timedelta(days=n)).weekday() < 5
]
MORNING = datetime(2026, 12, 7, 7, tzinfo=UTC)  # 08:00 in Brussels, the day the window opens
NIGHT = MORNING.replace(hour=2)
SATURDAY = MORNING + timedelta(days=5)


def test_same_seed_makes_the_same_faults():
    one, other = (plan_faults(DAYS, kills=200, seed=7) for _number in range(2))

    assert one == other
    assert one != plan_faults(DAYS, kills=200, seed=8)
    assert one.kills.total() == 200
    assert not any(one.is_outage(day) for day in one.kills)
    assert one.mail_down not in one.kills


def test_short_play_has_no_outage():
    faults = plan_faults(DAYS[:20], kills=3, seed=1)

    assert (faults.outage, faults.mail_down, faults.kills.total()) == (None, None, 3)


def test_year_runs_from_one_summer_into_the_next():
    assert span_of("2026-2027", None) == (date(2026, 8, 20), date(2027, 7, 12))
    assert span_of("2026-2027", 3) == (date(2026, 8, 20), date(2026, 8, 22))


def test_mails_of_a_person_are_counted_by_month_and_quiet_months_count_too():
    days = [date(2026, 9, 1), date(2026, 9, 2), date(2026, 10, 1), date(2027, 7, 1)]

    found = per_person({1: days, 2: [date(2026, 9, 9)]}, [1, 2, 3])

    assert (found["month_median"], found["month_max"], found["year_max"], found["year_median"]) == (0.5, 2, 3, 1)
    assert spread([]) == {"median": 0, "p95": 0, "max": 0}


@pytest.mark.parametrize("name", FATAL)
def test_broken_promise_is_seen(name):
    assert is_broken({name: 1})
    assert not is_broken({name: 0, "doubled, same Message-ID": 3})


def mail(address="tine@school.example", message_id="<1@plc.example>", path="/communities/1/"):
    return f"To: {address}\r\nMessage-ID: {message_id}\r\n\r\n.Dag\r\nhttps://plc.example{path}\r\n".encode()


def test_sink_takes_refuses_and_is_down():
    with Sink() as sink:
        sink.refused = {"gone@school.example"}
        with smtplib.SMTP("127.0.0.1", sink.port) as client:
            client.sendmail("plc@plc.example", ["tine@school.example"], mail())
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                client.sendmail("plc@plc.example", ["gone@school.example"], mail())
        sink.is_down = True
        with pytest.raises(smtplib.SMTPConnectError):
            smtplib.SMTP("127.0.0.1", sink.port)

    assert sink.mails == [Got("tine@school.example", "<1@plc.example>", mail())]


@pytest.fixture
def judge(personas):
    """One group whose window opens on that morning: its teacher is owed a mail."""
    MeetingFactory(community=personas.group, day=date(2026, 10, 30), status="held")
    refresh_cadence(community_ids=[personas.group.pk], today=date(2026, 10, 30))
    judge = Judge()
    judge.look(MORNING)
    return judge


def key_of(personas):
    return (personas.teacher.pk, "plan_next", f"community:{personas.group.pk}", "2026-2027#2")


def arrives(judge, personas, now=MORNING, message_id="<1@plc.example>", path=None, has_notice=True):
    """The teacher gets the mail that she is owed; the outbox knows it unless told otherwise."""
    _person, kind, subject, occasion = key_of(personas)
    if has_notice:
        NoticeFactory._meta.model.objects.update_or_create(
            kind=kind,
            subject=subject,
            occasion=occasion,
            recipient=personas.teacher,
            defaults={"message_id": message_id},
        )
    path = path or f"/communities/{personas.group.pk}/"
    judge.take([Got("teacher@school.example", message_id, mail(message_id=message_id, path=path))], now)


def test_judge_knows_what_is_owed_and_that_it_was_told(judge, personas):
    assert judge.missing(MORNING) == {key_of(personas)}

    arrives(judge, personas)
    judge.close(MORNING, is_way_open=True)

    assert judge.missing(MORNING) == set()
    assert (judge.lost(), judge.due, judge.faults) == ([], {key_of(personas)}, [])


@pytest.mark.parametrize("moment", [NIGHT, SATURDAY])
def test_judge_owes_nothing_at_night_or_on_a_day_off(judge, moment):
    judge.look(moment)

    assert judge.missing(moment) == set()


def test_judge_sees_a_loss_and_forgives_it_only_while_nobody_could_send(judge, personas):
    judge.close(MORNING, is_way_open=False)
    assert judge.lost() == []

    judge.excused.clear()
    judge.close(MORNING, is_way_open=True)
    assert judge.lost() == [key_of(personas)]

    judge.look(MORNING)
    arrives(judge, personas)
    assert (judge.lost(), judge.counts["a tick late"]) == ([], 1)


@pytest.mark.parametrize(
    ("times", "fault"),
    [
        ([(MORNING, "<1@x>"), (MORNING, "<1@x>")], {"doubled, same Message-ID": 1}),
        ([(MORNING, "<1@x>"), (MORNING + timedelta(days=1), "<2@x>")], {"doubled, new Message-ID": 1}),
        ([(NIGHT, "<1@x>")], {"outside hours": 1}),
        ([(SATURDAY, "<1@x>")], {"on a closed day": 1}),
    ],
)
def test_judge_sees_what_is_wrong(judge, personas, times, fault):
    for now, message_id in times:
        arrives(judge, personas, now, message_id)

    mails = sum(judge.copies.values()) - fault.get("doubled, same Message-ID", 0)
    assert judge.counts == Counter({"mails": mails, **fault})


def test_judge_sees_a_mail_that_nobody_can_explain(judge, personas):
    arrives(judge, personas, has_notice=False)
    arrives(judge, personas, MORNING + timedelta(days=1), "<2@x>", path="/communities/99999/")

    assert judge.counts["unexplained mails"] == 2


def test_judge_sees_what_nobody_wanted(judge, personas):
    judge.allowed.clear()
    arrives(judge, personas)

    assert judge.counts["not wanted"] == 1


def test_judge_does_not_owe_to_an_address_that_is_refused(judge, personas):
    judge.refused = {"teacher@school.example"}

    judge.close(MORNING, is_way_open=True)

    assert (judge.lost(), judge.excused) == ([], {key_of(personas)})
