"""What happens to a campaign when money runs out, or the model service does, with a real server that charges."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from campaign.opening import reading
from campaign.scripted.upstream import ScriptedUpstream
from sandbox.model import ModelRequest, Route

KEY = "sk-canary-0123456789"


class Service(BaseHTTPRequestHandler):
    """The scripted model behind a real OpenAI endpoint, so that its calls cost money; down when told so."""

    upstream = ScriptedUpstream()
    down = False

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if Service.down:
            self._answer(500, {"error": {"message": "out of order", "type": "server_error"}})
            return
        body["model"] = "scripted"
        response = self.upstream.complete(ModelRequest(Route.OPENAI_CHAT, "scripted", body, 1))
        self._answer(response.status, dict(response.body))

    def _answer(self, status: int, body: dict[str, object]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        del args


@pytest.fixture
def service() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Service.down = False
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


def run(campaign: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "campaign", "run", str(campaign), *options]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False, env={**os.environ, "OPENAI_API_KEY": KEY}
    )


def test_a_budget_in_dollars_is_never_passed_and_what_it_cut_short_is_not_counted(service: str, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    options = ["--sandbox", "bubblewrap", "--model", "paid-model", "--base-url", service, "--workers", "4"]
    done = run(campaign, *options, "--price", "1/2", "--usd", "0.3", "--evaluations", "30")
    assert "campaign's budget" in done.stdout, done.stdout + done.stderr
    with reading(campaign) as read:
        lineage = read.lineage
        facts = [entry.fact for entry in read.ledger.facts()]
    assert 0 < lineage.spend.usd <= 0.3
    assert lineage.evaluations < 30
    cut_short = [fact.detail for fact in facts if fact.kind == "verdict" and fact.outcome == "unscored"]
    cut_short += [fact.reason for fact in facts if fact.kind == "failed"]
    assert cut_short
    assert all("budget" in reason for reason in cut_short)
    kept = b"".join(path.read_bytes() for path in campaign.rglob("*") if path.is_file())
    assert KEY.encode() not in kept
    assert KEY not in done.stdout + done.stderr


def test_a_service_that_is_down_pauses_the_campaign_and_fails_nobody(service: str, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    Service.down = True
    options = ["--sandbox", "bubblewrap", "--model", "paid-model", "--base-url", service, "--price", "0"]
    done = run(campaign, *options, "--workers", "1", "--evaluations", "25")
    assert done.returncode == 1
    assert "paused" in done.stdout
    with reading(campaign) as read:
        assert read.lineage.evaluations == 0
    Service.down = False
    done = run(campaign)
    assert done.returncode == 0, done.stdout + done.stderr
    with reading(campaign) as read:
        assert read.lineage.evaluations == 25
