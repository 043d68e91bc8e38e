# The image that agents and graders run in: a Python, a shell, and a user without rights. No secret, no dependency.
ARG BASE=python:3.13-slim
FROM ${BASE}

# A bare Debian has no Python; the official image must keep its own.
RUN if ! command -v python3 >/dev/null; then \
        apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*; \
    fi; \
    command -v python >/dev/null || ln -s "$(command -v python3)" /usr/local/bin/python

# One user id and one search path on every back-end: see sandbox/view.py.
RUN groupadd --gid 10001 phyla \
    && useradd --uid 10001 --gid 10001 --home-dir /tmp --no-create-home --no-log-init phyla \
    && install -d -o 10001 -g 10001 -m 0755 /workspace
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin
USER 10001:10001
WORKDIR /workspace
CMD ["python3"]
