# The portal as one image: web, worker, beat and migrations are the same files with another command (docker-compose.yml).
FROM python:3.13-slim

# Pango and HarfBuzz draw the papers; everything else comes as wheels, so no compiler is needed.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

RUN groupadd --system --gid 10001 portal \
    && useradd --system --uid 10001 --gid portal --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal

ENV PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    VAR_DIR=/var/lib/stp-portal \
    COLLECTED_STATIC=true \
    XDG_CACHE_HOME=/tmp

WORKDIR /srv/stp-portal

# Pins first: they change less often than the code, and this layer is the slow one. Why --no-deps: docs/adr/0002.
COPY requirements.txt ./
RUN pip install --no-cache-dir --no-deps --requirement requirements.txt

COPY manage.py ./
COPY stp_portal ./stp_portal
COPY portfolios ./portfolios
COPY risks ./risks
COPY reports ./reports
COPY templates ./templates
COPY static ./static

# Debug is for this one command only, which needs no secret. The code and what is collected stay root's: the portal
# can read them and not change them. It keeps files in VAR_DIR only where SQLite or the queue of files is used.
RUN DEBUG=true python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q . \
    && install --directory --owner portal --group portal "$VAR_DIR" \
    && rm -rf "$VAR_DIR/cache" "$VAR_DIR/queue"

USER portal
EXPOSE 8000

# A sign-in page asked for as a visitor behind the proxy would: by an allowed name, over TLS.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os; from urllib.request import Request, urlopen; host = os.environ['ALLOWED_HOSTS'].split(',')[0]; urlopen(Request('http://127.0.0.1:8000/accounts/login/', headers={'Host': host, 'X-Forwarded-Proto': 'https'}), timeout=8)"]

# No control socket: gunicorn would open one in a home directory that does not exist. Heartbeats in memory, not on disk.
CMD ["gunicorn", "stp_portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--no-control-socket", \
     "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
