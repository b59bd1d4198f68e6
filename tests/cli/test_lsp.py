"""The language server: over a real pipe, and each answer by itself."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from plumbline.cli.language_server.open_documents import Open
from plumbline.cli.language_server.positions import offset_of, range_of
from plumbline.cli.language_server.session import LONGEST_WAIT, QUIET, Session
from plumbline.cli.language_server.wire import Closed, Message, message_read, message_write
from plumbline.cli.main import main
from plumbline.engine.documents.source import Source
from tests.cli.okr_files import TEXT

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = 'select = ["PL-W01", "work-in-result", "PL-S"]\n'


class Clock:
    """Time that stands still until it is told to go on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Editor:
    """An editor with one document open, speaking to a session in the same process."""

    def __init__(self, path: Path, text: str, language: str = "yaml") -> None:
        self.clock = Clock()
        self.session = Session(self.clock)
        self.uri = path.as_uri()
        self.text = text
        self.ask("initialize", {"capabilities": {}})
        document = {"uri": self.uri, "languageId": language, "version": 1, "text": text}
        self.found = found_in(self.tell("textDocument/didOpen", {"textDocument": document}))

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401
        (answer,) = self.session.handle({"id": 7, "method": method, "params": params})
        assert answer["id"] == 7
        return answer.get("result", answer.get("error"))

    def tell(self, method: str, params: object) -> list[Message]:
        return self.session.handle({"method": method, "params": params})

    def change(self, *changes: object) -> list[Message]:
        document = {"uri": self.uri, "version": 2}
        params = {"textDocument": document, "contentChanges": list(changes)}
        return self.tell("textDocument/didChange", params)

    def at(self, words: str) -> dict[str, int]:
        return range_of(Source(self.text), self.text.index(words), len(self.text))["start"]

    def hover(self, words: str) -> Any:  # noqa: ANN401
        params = {"textDocument": {"uri": self.uri}, "position": self.at(words)}
        return self.ask("textDocument/hover", params)

    def actions(self, words: str, *only: str) -> dict[str, str]:
        """Return the text after each action at a place, by the title of the action."""
        context = {"diagnostics": [], **({"only": list(only)} if only else {})}
        place = {"start": self.at(words), "end": self.at(words)}
        params = {"textDocument": {"uri": self.uri}, "range": place, "context": context}
        answer = self.ask("textDocument/codeAction", params)
        return {each["title"]: self._after(each["edit"]["changes"][self.uri]) for each in answer}

    def _after(self, edits: Sequence[dict[str, Any]]) -> str:
        changes = [{"range": each["range"], "text": each["newText"]} for each in edits]
        last_first = sorted(changes, key=lambda each: str(each["range"]), reverse=True)
        return Open(self.uri, "", 1, Source(self.text)).changed(last_first, 2).source.text


def found_in(messages: Sequence[Message]) -> list[dict[str, Any]]:
    (message,) = messages
    assert message["method"] == "textDocument/publishDiagnostics"
    found: list[dict[str, Any]] = message["params"]["diagnostics"]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plumbline.toml").write_text(CONFIGURATION)
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> Callable[..., Editor]:
    def make(text: str = TEXT, name: str = "okrs.yaml", language: str = "yaml") -> Editor:
        return Editor(folder / name, text, language)

    return make


def test_an_editor_is_served_over_a_pipe(folder: Path) -> None:
    program = "import sys; from plumbline.cli.main import main; sys.exit(main(['lsp', '--stdio']))"
    server = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert server.stdin is not None
    assert server.stdout is not None
    uri = (folder / "okrs.yaml").as_uri()

    def send(**message: object) -> None:
        assert server.stdin is not None
        message_write(server.stdin, message)

    send(id=1, method="initialize", params={"capabilities": {}})
    assert message_read(server.stdout)["result"]["capabilities"]["hoverProvider"] is True
    send(method="initialized", params={})
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": TEXT}
    send(method="textDocument/didOpen", params={"textDocument": document})
    assert [one["code"] for one in found_in([message_read(server.stdout)])] == ["PL-W01", "PL-W11"]
    server.stdin.write(b"Content-Length: 3\r\n\r\n[1,")
    server.stdin.flush()
    assert message_read(server.stdout)["error"]["code"] == -32700
    change = {"text": TEXT.replace("Publish 24 customer stories", "Win rate from 2% to 4%")}
    params = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [change]}
    send(method="textDocument/didChange", params=params)
    assert [one["code"] for one in found_in([message_read(server.stdout)])] == ["PL-W11"]
    at = range_of(Source(TEXT), TEXT.index("by writing"), TEXT.index("by writing") + 2)
    named = {"textDocument": {"uri": uri}}
    send(id=2, method="textDocument/hover", params={**named, "position": at["start"]})
    assert "PL-W11" in message_read(server.stdout)["result"]["contents"]["value"]
    asked = {**named, "range": at, "context": {"diagnostics": []}}
    send(id=3, method="textDocument/codeAction", params=asked)
    assert message_read(server.stdout)["result"][0]["title"].startswith("Cut the work out")
    send(id=4, method="shutdown")
    assert message_read(server.stdout) == {"jsonrpc": "2.0", "id": 4, "result": None}
    send(method="exit")
    assert server.wait(timeout=20) == 0
    server.stdin.close()
    server.stdout.close()


def test_findings_are_shown_on_exactly_the_words(opened: Callable[..., Editor]) -> None:
    first, second = opened().found
    assert first["range"] == {
        "start": {"line": 7, "character": 16}, "end": {"line": 7, "character": 23},
    }  # fmt: skip
    assert (first["severity"], second["severity"]) == (2, 3)
    assert first["source"] == "plumbline"


def test_places_are_counted_in_units_of_utf_16(opened: Callable[..., Editor]) -> None:
    text = TEXT.replace("- {title: Publish", "- {why: 🚀🚀é, title: Publish")
    assert opened(text).found[0]["range"]["start"] == {"line": 7, "character": 28}
    source = Source("🚀é\r\nb\rc")
    for offset in (0, 1, 2, 4, 5, 6, 7):
        place = range_of(source, offset, offset)["start"]
        assert offset_of(source, place) == offset
    assert offset_of(source, {"line": 0, "character": 1}) == 0  # half of a pair
    assert offset_of(source, {"line": 0, "character": 99}) == 2
    assert offset_of(source, {"line": 99, "character": 0}) == 7


def test_typing_is_checked_once_it_pauses_or_goes_on_too_long(
    opened: Callable[..., Editor],
) -> None:
    editor = opened()
    place = editor.at("Publish 24")
    end = {
        "line": place["line"],
        "character": place["character"] + len("Publish 24 customer stories"),
    }
    change = {"range": {"start": place, "end": end}, "text": "Win rate from 2% to 4%"}
    assert editor.change(change) == []
    assert editor.session.due() == []
    wait = editor.session.wait()
    assert wait == pytest.approx(QUIET)
    editor.clock.now += QUIET
    assert [one["code"] for one in found_in(editor.session.due())] == ["PL-W11"]
    assert editor.session.wait() is None
    told = 0
    for _ in range(int(2 * LONGEST_WAIT / QUIET)):  # never a pause, twice as long as it may wait
        editor.change({"text": TEXT})
        editor.clock.now += QUIET / 2
        told += len(editor.session.due())
    assert told == 1


def test_a_document_is_checked_quickly_enough_to_type(opened: Callable[..., Editor]) -> None:
    editor = opened()
    times = []
    for number in range(5):
        editor.change({"text": TEXT.replace("24", str(24 + number))})
        editor.clock.now += QUIET
        start = time.process_time()
        editor.session.due()
        times.append(time.process_time() - start)
    assert min(times) < 0.05


def test_hovering_shows_the_page_of_the_rule(opened: Callable[..., Editor]) -> None:
    editor = opened("# plumbline: ignore-file no-number, PL-S02: agreed\n" + TEXT)
    shown = editor.hover("blish 24")
    for part in ("PL-W01 activity-as-result", "Why it matters", "```yaml", "This names work"):
        assert part in shown["contents"]["value"]
    assert shown["range"]["end"]["character"] == 23
    assert "PL-S02 suppression-unused" in editor.hover("PL-S02")["contents"]["value"]
    assert "PL-T01 no-number" in editor.hover("mber, PL")["contents"]["value"]
    assert editor.hover("owner: ada") is None


def test_what_can_be_mended_is_offered(opened: Callable[..., Editor]) -> None:
    editor = opened()
    mended = TEXT.replace(" by writing letters", "")
    offered = editor.actions("Cut churn")
    assert offered["Cut the work out of the title: Cut churn from 5% to 3%"] == mended
    assert editor.actions("owner: ada") == {}
    assert editor.actions("owner: ada", "source.fixAll") == {"Make all mends that are safe": mended}
    assert editor.actions("Cut churn", "refactor") == {}


@pytest.mark.parametrize(
    ("name", "language", "text", "comment"),
    [
        ("a.yaml", "yaml", TEXT, "# plumbline: ignore PL-W01: "),
        ("a.md", "markdown", "# Objective: Trust\n- KR 1: Publish 24 stories\n",
         "<!-- plumbline: ignore PL-W01: -->"),
        ("a.md", "markdown", "| Objective | KR |\n|--|--|\n| Trust us | Publish 24 stories |\n",
         "<!-- plumbline: ignore PL-W01: -->"),
        ("a.json", "json", '{"plumbline": 1, "objectives": [{"title": "Trust",'
         ' "key_results": [{"title": "Publish 24 stories"}]}]}', None),
    ],
)  # fmt: skip
def test_hiding_a_finding_leaves_the_reason_to_be_typed(
    opened: Callable[..., Editor], name: str, language: str, text: str, comment: str | None
) -> None:
    editor = opened(text, name, language)
    assert "PL-W01" in [one["code"] for one in editor.found]
    offered = editor.actions("Publish 24")
    if comment is None:
        assert offered == {}
        return
    hidden = offered["Hide PL-W01 here, with a reason"]
    assert comment in hidden
    codes = [one["code"] for one in opened(hidden, name, language).found]
    assert "PL-S01" in codes  # it asks for the reason, and hides nothing before
    assert "PL-W01" in codes
    told = hidden.replace("ignore PL-W01: ", "ignore PL-W01: agreed ")
    codes = [one["code"] for one in opened(told, name, language).found]
    assert not {"PL-W01", "PL-S01", "PL-S02"} & set(codes)


def test_what_cannot_be_read_is_shown_in_documents_of_ours(opened: Callable[..., Editor]) -> None:
    broken = opened(TEXT.replace("style: committed", 'style: "committed'))
    assert [one["code"] for one in broken.found] == ["not-read"]
    assert broken.found[0]["range"]["start"] == {"line": 5, "character": 11}
    assert opened('a: "b').found == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("objectives:\n  - title: {a\n", True),
        ("key_results:\n\t- title: a\n", True),
        ("services:\n  web: {a\n", False),
    ],
)
def test_a_broken_file_that_was_to_hold_okrs_is_told_and_others_are_let_alone(
    opened: Callable[..., Editor], text: str, is_told: bool
) -> None:
    found = opened(text).found
    assert [each["code"] for each in found] == (["not-read"] if is_told else [])


@pytest.mark.parametrize("uri", ["untitled:okrs", "file://[okrs.yaml", "", "file://"])
def test_a_document_whose_address_names_no_file_is_checked_like_one_not_saved(uri: str) -> None:
    session = Session()
    session.handle({"id": 1, "method": "initialize", "params": {}})
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": TEXT}
    opened = {"method": "textDocument/didOpen", "params": {"textDocument": document}}
    assert found_in(session.handle(opened)) != []


def test_a_changed_configuration_counts_at_once_and_a_broken_one_is_told(
    opened: Callable[..., Editor], folder: Path
) -> None:
    editor = opened()
    (folder / "plumbline.toml").write_text('select = ["PL-W11"]')
    told = editor.tell("workspace/didChangeWatchedFiles", {"changes": []})
    assert [one["code"] for one in found_in(told)] == ["PL-W11"]
    (folder / "plumbline.toml").write_text("selcet = []")
    shown, cleared = editor.tell("textDocument/didSave", {})
    assert "selcet: There is no such key." in shown["params"]["message"]
    assert found_in([cleared]) == []
    (folder / "plumbline.toml").write_text('exclude = ["*.yaml"]')
    assert found_in(editor.tell("workspace/didChangeConfiguration", {})) == []
    assert (
        found_in(editor.tell("textDocument/didClose", {"textDocument": {"uri": editor.uri}})) == []
    )
    assert editor.hover("Publish") is None


def test_the_editor_is_asked_to_tell_of_configurations() -> None:
    session = Session()
    watched = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    session.handle({"id": 1, "method": "initialize", "params": {"capabilities": watched}})
    (asked,) = session.handle({"method": "initialized", "params": {}})
    assert "**/plumbline.toml" in json.dumps(asked)
    assert session.handle({"id": asked["id"], "result": None}) == []


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("textDocument/definition", {}, -32601),
        ("textDocument/hover", {}, -32602),
        ("textDocument/hover", {"textDocument": 3}, -32602),
        ("textDocument/codeAction", {"textDocument": {"uri": "x"}, "range": 1}, None),
        ("textDocument/hover", {"textDocument": {"uri": "x"}, "position": {}}, None),
    ],
)
def test_a_request_that_cannot_be_answered_is_refused_and_the_server_goes_on(
    opened: Callable[..., Editor], method: str, params: object, code: int | None
) -> None:
    editor = opened()
    answer = editor.ask(method, params)
    assert (answer["code"] if code else answer) == (code or (None if "hover" in method else []))
    assert editor.tell("textDocument/didChange", {"textDocument": {}}) == []
    assert editor.tell("$/cancelRequest", {"id": 1}) == []
    assert editor.hover("Publish") is not None


def test_nothing_is_answered_before_initialize_and_after_shutdown() -> None:
    session = Session()
    (answer,) = session.handle({"id": 1, "method": "shutdown"})
    assert answer["error"]["code"] == -32002
    session.handle({"id": 2, "method": "initialize"})
    session.handle({"id": 3, "method": "shutdown"})
    (answer,) = session.handle({"id": 4, "method": "textDocument/hover", "params": {}})
    assert answer["error"]["code"] == -32600
    session.handle({"method": "exit"})
    assert session.is_over


@pytest.mark.parametrize(
    "data",
    [b"", b"GET / HTTP/1.1\r\n\r\n", b"Content-Length: 9\r\n\r\n{}", b"Content-Length: -1\r\n\r\n",
     b"Content-Length: 99999999999\r\n\r\n", b"x" * 10_000],
)  # fmt: skip
def test_a_pipe_that_carries_no_messages_ends_it(data: bytes) -> None:
    with pytest.raises(Closed):
        message_read(io.BytesIO(data))


def test_it_takes_no_options() -> None:
    assert main(["lsp", "--port"]) == 2
    assert main(["lsp", "--help"]) == 0


def test_a_large_document_of_okrs_is_told_once_that_it_is_not_checked_while_typing(
    tmp_path: Path,
) -> None:
    huge = Editor(tmp_path / "huge.md", "# Objective: Trust\n" + "- long\n" * 800_000, "markdown")
    assert [each["code"] for each in huge.found] == ["too-large"]
    editor = Editor(tmp_path / "okrs.md", "# Objective: Trust\n" + "- x\n" * 4_001, "markdown")

    (only,) = editor.found
    assert only["code"] == "too-large"
    assert "It has 4,002 lines; up to 2,500" in only["message"]
    place = {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 0}}
    params = {"textDocument": {"uri": editor.uri}, "range": place, "context": {}}
    assert editor.ask("textDocument/codeAction", params) == []


def test_a_large_document_of_something_else_is_let_alone(tmp_path: Path) -> None:
    assert Editor(tmp_path / "log.md", "- fixed x\n" * 4_001, "markdown").found == []


def test_a_menu_is_read_anew_no_more_often_than_an_editor_waits(tmp_path: Path) -> None:
    text = "# Objective: Trust\n" + "- Publish stories\n" * 2_001
    editor = Editor(tmp_path / "okrs.md", text, "markdown")

    place = {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 5}}
    params = {"textDocument": {"uri": editor.uri}, "range": place, "context": {}}
    assert editor.found
    assert editor.ask("textDocument/codeAction", params) == []
