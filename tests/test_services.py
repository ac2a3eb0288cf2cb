"""The servers that tests stand on: closed to strangers, restartable, and gone without a trace."""

import socket

import psycopg2
import pytest
import redis

from tests.services import PostgresServer, RedisServer

pytestmark = pytest.mark.slow


def test_postgres_wants_the_password_and_keeps_committed_rows_over_a_crash():
    with PostgresServer() as server:
        connection = psycopg2.connect(server.url)
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept AS SELECT 7 AS number")
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(server.url.replace(server.password, "wrong"))
        server.kill()
        assert not server.is_ready()
        server.start()
        connection = psycopg2.connect(server.url)
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT number FROM kept")
            assert cursor.fetchall() == [(7,)]
        connection.close()
    assert not server.is_ready()
    assert not server.folder.exists()


def test_redis_wants_the_password_and_forgets_everything_in_a_crash():
    with RedisServer() as server:
        with redis.Redis.from_url(server.url) as client:
            client.set("name", "value")
        # By hand: the client would take a refusal for a passing fault and try for seconds.
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as stranger:
            stranger.sendall(b"GET name\r\n")
            assert stranger.recv(100).startswith(b"-NOAUTH")
        server.kill()
        assert not server.is_ready()
        server.start()
        with redis.Redis.from_url(server.url) as client:
            assert client.get("name") is None
    assert not server.is_ready()
    assert not server.folder.exists()


def test_a_server_that_cannot_start_says_why_and_leaves_nothing(monkeypatch):
    server = RedisServer()
    monkeypatch.setattr(server, "port", 0)
    monkeypatch.setattr(server, "password", 'two words "')
    with pytest.raises(RuntimeError, match="redis did not start"), server:
        pytest.fail("it started")
    assert not server.folder.exists()
