"""What passes between an editor and the server: each message in, the messages out."""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from plumbline import __version__
from plumbline.cli.checking.documents import Checked
from plumbline.cli.checking.settings_files import OWN_FILE, PROJECT_FILE, Configurations
from plumbline.cli.language_server import answers
from plumbline.cli.language_server.open_documents import Open, open_checked
from plumbline.cli.language_server.positions import offset_of
from plumbline.cli.language_server.wire import ErrorCode, Message
from plumbline.cli.refusals import CommandRefused
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source

QUIET = 0.05
"""Seconds without another change after which a document is checked."""
LONGEST_WAIT = 0.5
"""Seconds after which it is checked although somebody types on."""

_ERROR_MESSAGE = 1
_INCREMENTAL = 2
_CAPABILITIES = {
    "positionEncoding": "utf-16",
    "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": True},
    "hoverProvider": True,
    "codeActionProvider": {"codeActionKinds": [answers.QUICK_FIX, answers.FIX_ALL]},
}


class Session:
    """One editor: its open documents, and what is still to be checked.

    Attributes:
        is_over: The editor has said goodbye.
        exit_code: 0 when it had asked to shut down before.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.is_over = False
        self.exit_code = 1
        self._clock = clock
        self._is_ready = False
        self._may_watch = False
        self._documents: dict[str, Open] = {}
        self._checked: dict[str, Checked | None] = {}
        self._waiting: dict[str, tuple[float, float]] = {}
        self._configurations = Configurations()
        self._refusal = ""
        self._requests: dict[str, Callable[[Mapping[str, Any]], object]] = {
            "initialize": self._initialize,
            "shutdown": self._shutdown,
            "textDocument/hover": self._hover,
            "textDocument/codeAction": self._code_actions,
        }
        self._notifications: dict[str, Callable[[Mapping[str, Any]], Iterator[Message]]] = {
            "exit": self._exit,
            "initialized": self._watch,
            "textDocument/didOpen": self._open,
            "textDocument/didChange": self._change,
            "textDocument/didSave": self._configuration_change,
            "textDocument/didClose": self._close,
            "workspace/didChangeWatchedFiles": self._configuration_change,
            "workspace/didChangeConfiguration": self._configuration_change,
        }

    def handle(self, message: Message) -> list[Message]:
        """Take one message of the editor and return what is to be sent."""
        method, number = message.get("method"), message.get("id")
        if not isinstance(method, str):
            return []  # an answer to something that was never asked
        params = message.get("params")
        try:
            if "id" in message:
                return [self._answer(method, number, params if isinstance(params, dict) else {})]
            action = self._notifications.get(method)
            return list(action(params if isinstance(params, dict) else {})) if action else []
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            if "id" not in message:
                return []
            said = f"The parameters of {method} cannot be read ({type(error).__name__})."
            return [_failed(number, ErrorCode.INVALID_PARAMS, said)]

    def wait(self) -> float | None:
        """Return the seconds until something is to be checked; `None` when nothing waits."""
        if not self._waiting:
            return None
        now = self._clock()
        return max(0.0, min(min(quiet, last) - now for quiet, last in self._waiting.values()))

    def due(self) -> list[Message]:
        """Check what has been quiet long enough and return what is to be sent."""
        now = self._clock()
        ready = [uri for uri, (quiet, last) in self._waiting.items() if min(quiet, last) <= now]
        return [message for uri in ready for message in self._check(uri)]

    def _answer(self, method: str, number: object, params: Mapping[str, Any]) -> Message:
        """Answer a request."""
        if not self._is_ready and method != "initialize":
            said = "The server waits for initialize."
            return _failed(number, ErrorCode.NOT_INITIALIZED, said)
        if self.exit_code == 0:
            return _failed(number, ErrorCode.INVALID_REQUEST, "The server was shut down.")
        request = self._requests.get(method)
        if request is None:
            return _failed(number, ErrorCode.METHOD_NOT_FOUND, f"There is no {method[:100]} here.")
        return {"id": number, "result": request(params)}

    def _initialize(self, params: Mapping[str, Any]) -> object:
        self._is_ready = True
        watching = _child(params, "capabilities", "workspace", "didChangeWatchedFiles")
        self._may_watch = watching.get("dynamicRegistration") is True
        return {
            "capabilities": _CAPABILITIES,
            "serverInfo": {"name": "plumbline", "version": __version__},
        }

    def _watch(self, params: Mapping[str, Any]) -> Iterator[Message]:
        """Ask to be told when a configuration changes, where the editor can do that."""
        del params
        if self._may_watch:
            watchers = [{"globPattern": f"**/{name}"} for name in (OWN_FILE, PROJECT_FILE)]
            registration = {
                "id": "configurations",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": watchers},
            }
            params = {"registrations": [registration]}
            yield {"id": "watch", "method": "client/registerCapability", "params": params}

    def _shutdown(self, params: Mapping[str, Any]) -> None:
        del params
        self.exit_code = 0

    def _exit(self, params: Mapping[str, Any]) -> Iterator[Message]:
        del params
        self.is_over = True
        yield from ()

    def _open(self, params: Mapping[str, Any]) -> Iterator[Message]:
        given = params["textDocument"]
        uri = str(given["uri"])
        language = str(given.get("languageId", ""))
        self._documents[uri] = Open(uri, language, given.get("version"), Source(str(given["text"])))
        yield from self._check(uri)

    def _change(self, params: Mapping[str, Any]) -> Iterator[Message]:
        given = params["textDocument"]
        uri = str(given["uri"])
        document = self._documents[uri]
        self._documents[uri] = document.changed(params["contentChanges"], given.get("version"))
        now = self._clock()
        last = self._waiting.get(uri, (0.0, now + LONGEST_WAIT))[1]
        self._waiting[uri] = (now + QUIET, last)
        yield from ()

    def _close(self, params: Mapping[str, Any]) -> Iterator[Message]:
        uri = str(params["textDocument"]["uri"])
        for kept in (self._documents, self._checked, self._waiting):
            kept.pop(uri, None)
        yield _published(uri, None, [])

    def _configuration_change(self, params: Mapping[str, Any]) -> Iterator[Message]:
        """Check everything anew: a configuration may have been saved."""
        del params
        self._configurations = Configurations()
        self._refusal = ""
        for uri in self._documents:
            yield from self._check(uri)

    def _check(self, uri: str) -> Iterator[Message]:
        """Check a document and say what was found; a broken configuration is told once."""
        self._waiting.pop(uri, None)
        document = self._documents[uri]
        try:
            checked = open_checked(document, self._configurations)
        except CommandRefused as refused:
            checked = None
            if self._refusal != str(refused):
                self._refusal = str(refused)
                message = {"type": _ERROR_MESSAGE, "message": self._refusal}
                yield {"method": "window/showMessage", "params": message}
        is_whole = checked is not None and checked.beyond is None
        self._checked[uri] = checked if is_whole else None
        found = [] if checked is None else answers.diagnostics(checked)
        yield _published(uri, document.version, found)

    def _current(self, params: Mapping[str, Any]) -> tuple[str, Checked | None]:
        """Return the document that a request names as it stands now, checked."""
        uri = str(params["textDocument"]["uri"])
        if uri in self._waiting:
            # What was typed last is looked at, though its findings are told a little later.
            waiting, self._refusal = self._waiting[uri], ""
            list(self._check(uri))
            self._waiting[uri], self._refusal = waiting, ""
        return uri, self._checked.get(uri)

    def _hover(self, params: Mapping[str, Any]) -> object:
        _, checked = self._current(params)
        if checked is None:
            return None
        return answers.hover(checked, offset_of(checked.source, params["position"]))

    def _code_actions(self, params: Mapping[str, Any]) -> object:
        uri, checked = self._current(params)
        if checked is None:
            return []
        only = params.get("context", {}).get("only")
        start = offset_of(checked.source, params["range"]["start"])
        end = offset_of(checked.source, params["range"]["end"])
        document = self._documents[uri]

        def reread(text: str) -> ReadResult:
            name = document.path.name if document.path else None
            return document_read(text.encode("utf-8", "replace"), name=name)

        found: list[object] = []
        if _is_wanted(answers.QUICK_FIX, only):
            found += answers.actions(checked, uri, start, end, reread)
        if only and _is_wanted(answers.FIX_ALL, only):
            everything = answers.fix_all(checked, uri, reread)
            found += [everything] if everything else []
        return found


def _child(given: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """Return a mapping within mappings; an empty one where there is none."""
    for key in keys:
        found = given.get(key)
        given = found if isinstance(found, dict) else {}
    return given


def _is_wanted(kind: str, only: object) -> bool:
    """Whether an editor asks for a kind of action; it may name a family of them."""
    return not isinstance(only, list) or any(
        kind == each or kind.startswith(f"{each}.") for each in only
    )


def _published(uri: str, version: int | None, found: list[dict[str, Any]]) -> Message:
    params: dict[str, Any] = {"uri": uri, "diagnostics": found}
    if version is not None:
        params["version"] = version
    return {"method": "textDocument/publishDiagnostics", "params": params}


def _failed(number: object, code: ErrorCode, said: str) -> Message:
    return {"id": number, "error": {"code": int(code), "message": said}}
