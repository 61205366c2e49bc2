"""`Sessions`: capacity, expiry by the clock, sockets that hold, and room for new ones."""

from uuid import UUID

import pytest

from supportops.environment import SupportOpsEnvironment
from supportops.server.sessions import (
    UNUSED_S,
    Caller,
    CapacityReached,
    Kind,
    Session,
    SessionBusy,
    Sessions,
    UnknownSession,
)
from supportops.server.settings import Settings

IDLE_S = 100.0
COUNTED = (Kind.SOCKET, Kind.CREATED)


class Clock:
    """A clock that is moved by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    """Room for two sessions on sockets, and for three of plain HTTP."""
    limits = Settings(max_concurrent_envs=2, max_http_sessions=3, session_idle_timeout_s=IDLE_S)
    return Sessions(limits, clock)


def lives(sessions: Sessions, session: Session) -> bool:
    """Whether a session can be found; unlike `get`, this is no activity."""
    found = sessions._live.find(session.id)
    return found is session and not sessions._is_idle(session)


@pytest.mark.parametrize("kind", Kind)
def test_a_session_is_found_by_an_id_that_cannot_be_guessed(sessions: Sessions, kind: Kind) -> None:
    session = sessions.open(kind)

    assert sessions.get(session.id) is session
    assert UUID(session.id).version == 4
    assert session.held is (kind is Kind.SOCKET)


def test_every_session_has_an_environment_of_its_own(sessions: Sessions) -> None:
    one, other = sessions.open(Kind.SOCKET), sessions.open(Kind.CREATED)

    assert one.env is not other.env
    assert one.id != other.id


def test_a_session_takes_over_the_environment_it_is_given(sessions: Sessions) -> None:
    env = SupportOpsEnvironment()

    assert sessions.open(Kind.HTTP, env).env is env


@pytest.mark.parametrize("first", COUNTED)
@pytest.mark.parametrize("second", COUNTED)
def test_sockets_and_created_sessions_share_one_limit(
    sessions: Sessions, first: Kind, second: Kind
) -> None:
    sessions.open(first)
    sessions.open(second)

    for kind in COUNTED:
        with pytest.raises(CapacityReached) as full:
            sessions.open(kind)
        assert (full.value.active, full.value.limit) == (2, 2)
        expected = "Server at capacity: 2/2 sessions active. Cannot accept new connections."
        assert str(full.value) == expected


def test_sessions_of_plain_http_do_not_count(sessions: Sessions) -> None:
    for _ in range(5):
        sessions.open(Kind.HTTP)
    assert sessions.active == 0

    sessions.open(Kind.SOCKET)
    sessions.open(Kind.CREATED)

    assert sessions.active == 2


def test_a_session_of_plain_http_is_had_at_capacity_too(sessions: Sessions) -> None:
    sessions.open(Kind.SOCKET)
    sessions.open(Kind.SOCKET)

    assert lives(sessions, sessions.open(Kind.HTTP))


def test_the_session_idle_longest_makes_room(sessions: Sessions, clock: Clock) -> None:
    opened = []
    for _ in range(3):
        clock.now += 1
        opened.append(sessions.open(Kind.HTTP))
    clock.now += 1
    sessions.get(opened[0].id)

    sessions.open(Kind.HTTP)

    assert [lives(sessions, one) for one in opened] == [True, False, True]


def test_a_session_that_a_socket_holds_is_never_the_one_to_go(
    sessions: Sessions, clock: Clock
) -> None:
    held = sessions.attach(sessions.open(Kind.HTTP).id)
    clock.now += 1
    free = [sessions.open(Kind.HTTP) for _ in range(4)]

    assert [lives(sessions, one) for one in (held, *free)] == [True, False, True, True, True]


def test_a_session_of_http_counts_as_a_socket_while_one_is_on_it() -> None:
    sessions = Sessions(Settings(max_concurrent_envs=2, max_http_sessions=4))
    first, second, third = (sessions.open(Kind.HTTP) for _ in range(3))
    sessions.attach(first.id)
    sessions.attach(second.id)

    with pytest.raises(CapacityReached):
        sessions.attach(third.id)
    sessions.release(first)

    assert sessions.attach(third.id) is third


def test_sessions_that_sockets_leave_do_not_add_up(clock: Clock) -> None:
    sessions = Sessions(Settings(max_concurrent_envs=8, max_http_sessions=2), clock)
    held = [sessions.attach(sessions.open(Kind.HTTP).id) for _ in range(8)]

    for session in held:
        clock.now += 1
        sessions.release(session)

    assert [lives(sessions, one) for one in held] == [False] * 6 + [True] * 2


def test_room_is_not_made_among_other_kinds(sessions: Sessions) -> None:
    created = sessions.open(Kind.CREATED)

    for _ in range(4):
        sessions.open(Kind.HTTP)

    assert lives(sessions, created)


def test_a_full_server_takes_its_place_back_from_a_session_that_nobody_uses(clock: Clock) -> None:
    limits = Settings(max_concurrent_envs=3, session_idle_timeout_s=UNUSED_S * 10)
    sessions = Sessions(limits, clock)
    attached, older, newer = (sessions.open(Kind.CREATED) for _ in range(3))
    sessions.attach(attached.id)
    clock.now += 1
    sessions.get(newer.id)

    clock.now += UNUSED_S - 1
    with pytest.raises(CapacityReached):
        sessions.open(Kind.SOCKET)
    clock.now += 0.5
    came = sessions.open(Kind.SOCKET)

    assert [lives(sessions, one) for one in (attached, older, newer)] == [True, False, True]
    assert lives(sessions, came)
    assert sessions.active == 3


def test_an_address_has_no_more_than_its_share(clock: Clock) -> None:
    sessions = Sessions(Settings(max_concurrent_envs=4, max_sessions_per_address=2), clock)
    greedy, other = Caller("192.0.2.1"), Caller("192.0.2.2")
    first = sessions.open(Kind.SOCKET, caller=greedy)
    sessions.open(Kind.CREATED, caller=greedy)
    loose = sessions.open(Kind.HTTP, caller=greedy)

    for kind in (Kind.SOCKET, Kind.CREATED):
        with pytest.raises(CapacityReached, match="2/2"):
            sessions.open(kind, caller=greedy)
    with pytest.raises(CapacityReached, match="2/2"):
        sessions.attach(loose.id, greedy)
    sessions.open(Kind.SOCKET, caller=other)
    sessions.release(first)

    assert sessions.attach(loose.id, greedy) is loose


@pytest.mark.parametrize("kind", [Kind.CREATED, Kind.HTTP])
@pytest.mark.parametrize(("idle", "alive"), [(IDLE_S, True), (IDLE_S + 0.1, False)])
def test_a_session_expires_when_it_was_idle_too_long(
    sessions: Sessions, clock: Clock, kind: Kind, idle: float, alive: bool
) -> None:
    session = sessions.open(kind)
    clock.now += idle

    assert lives(sessions, session) is alive
    sessions.expire()
    assert lives(sessions, session) is alive
    assert sessions.active == int(alive and kind is Kind.CREATED)


def test_to_use_a_session_is_activity(sessions: Sessions, clock: Clock) -> None:
    session = sessions.open(Kind.CREATED)

    for _ in range(3):
        clock.now += IDLE_S
        assert sessions.get(session.id) is session


@pytest.mark.parametrize("kind", Kind)
def test_a_session_that_a_socket_holds_never_expires(
    sessions: Sessions, clock: Clock, kind: Kind
) -> None:
    session = sessions.open(kind)
    if kind is not Kind.SOCKET:
        sessions.attach(session.id)

    clock.now += 1000 * IDLE_S
    sessions.expire()

    assert lives(sessions, session)


def test_the_idle_time_starts_when_the_socket_goes(sessions: Sessions, clock: Clock) -> None:
    session = sessions.attach(sessions.open(Kind.CREATED).id)
    clock.now += 10 * IDLE_S

    sessions.release(session)

    clock.now += IDLE_S
    assert lives(sessions, session)
    clock.now += 1
    assert not lives(sessions, session)


def test_expired_sessions_free_their_places_when_one_is_needed(
    sessions: Sessions, clock: Clock
) -> None:
    sessions.open(Kind.CREATED)
    sessions.open(Kind.CREATED)
    clock.now += IDLE_S + 1

    sessions.open(Kind.SOCKET)

    assert sessions.active == 1


def test_a_session_that_its_socket_opened_ends_with_it(sessions: Sessions) -> None:
    session = sessions.open(Kind.SOCKET)

    sessions.release(session)

    assert not lives(sessions, session)
    assert sessions.active == 0


@pytest.mark.parametrize("kind", [Kind.CREATED, Kind.HTTP])
def test_a_session_outlives_a_socket_that_was_attached(sessions: Sessions, kind: Kind) -> None:
    session = sessions.attach(sessions.open(kind).id)

    sessions.release(session)

    assert sessions.attach(session.id) is session


@pytest.mark.parametrize("kind", Kind)
def test_a_session_holds_one_socket_at_a_time(sessions: Sessions, kind: Kind) -> None:
    session = sessions.open(kind)
    if kind is not Kind.SOCKET:
        sessions.attach(session.id)

    with pytest.raises(SessionBusy, match=f"^Session {session.id} already has an attached"):
        sessions.attach(session.id)


def test_closing_ends_a_session_that_nobody_holds(sessions: Sessions) -> None:
    session = sessions.open(Kind.CREATED)

    assert sessions.close(session) is True
    assert not lives(sessions, session)


def test_closing_waits_for_the_socket(sessions: Sessions) -> None:
    session = sessions.attach(sessions.open(Kind.CREATED).id)

    assert sessions.close(session) is False
    assert lives(sessions, session)
    sessions.release(session)
    assert not lives(sessions, session)


def test_to_end_a_session_forgets_its_episode_and_may_be_repeated(sessions: Sessions) -> None:
    session = sessions.open(Kind.CREATED)
    session.env.reset()

    sessions.end(session)
    sessions.end(session)

    assert session.env.state.task_id is None
    assert sessions.active == 0


def test_an_unknown_id_is_echoed_in_part(sessions: Sessions) -> None:
    for find in (sessions.get, sessions.attach):
        with pytest.raises(UnknownSession) as unknown:
            find("x" * 1000)
        assert str(unknown.value) == f"Unknown session_id: {'x' * 60}"
