"""Word files to the words that LibreOffice has left of them after it has accepted, or rejected, every change.

Run by the Python that has LibreOffice's bindings (Debian: python3-uno), with one file a line on standard input; prints JSON. It imports
nothing of ours, and ends the office that it has started.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

VERDICTS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges"}


def opened(context: Any, desktop: Any, path: Path) -> Any:
    """A file in a window of its own, without its comments: an office that has no forms of windows (Debian: libreoffice-writer-nogui) does
    not live through showing one.
    """
    document = context.ServiceManager.createInstanceWithContext("com.sun.star.text.TextDocument", context)
    document.load((PropertyValue("URL", 0, path.as_uri(), 0), PropertyValue("FilterName", 0, "MS Word 2007 XML", 0)))
    tracks, document.RecordChanges = document.RecordChanges, False
    for each in [each for each in every(document.TextFields) if each.supportsService("com.sun.star.text.textfield.Annotation")]:
        each.Anchor.Text.removeTextContent(each)
    document.RecordChanges = tracks
    shown = PropertyValue("Model", 0, document, 0), PropertyValue("Hidden", 0, True, 0)
    return desktop.loadComponentFromURL("private:object", "_blank", 0, shown)


def judged(context: Any, desktop: Any, dispatcher: Any, path: Path) -> dict[str, Any]:
    """What each verdict leaves of a file."""
    found: dict[str, Any] = {}
    for verdict, command in VERDICTS.items():
        document = opened(context, desktop, path)
        dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
        notes = document.Footnotes
        found[verdict] = {
            "text": [each for part in every(document.Text) for each in blocks(part)],
            "notes": [notes.getByIndex(at).String for at in range(notes.Count)],
            "changes": len(list(every(document.getRedlines()))),
        }
        document.close(True)
    return found


def every(container: Any) -> Iterator[Any]:
    """The parts of a text in order."""
    walk = container.createEnumeration()
    while walk.hasMoreElements():
        yield walk.nextElement()


def blocks(part: Any) -> Iterator[dict[str, str]]:
    """A paragraph, or the cells of a table in reading order: kind, style, label and words of each."""
    if part.supportsService("com.sun.star.text.TextTable"):
        for name in part.CellNames:
            words = "\n".join(words_of(each) for each in every(part.getCellByName(name)))
            yield {"kind": "cell", "style": "", "label": "", "words": words}
    else:
        label = part.ListLabelString if part.NumberingIsNumber else ""
        yield {"kind": "paragraph", "style": part.ParaStyleName, "label": label, "words": words_of(part)}


def words_of(paragraph: Any) -> str:
    """The words of a paragraph without the calls of its notes."""
    return "".join(each.String for each in every(paragraph) if each.TextPortionType != "Footnote")


def connected(pipe: str) -> Any:
    """The context of the office that listens at a pipe; it takes some seconds to start."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("the office did not answer")


def main() -> None:
    """Judge every file that standard input names."""
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"redline-{Path(profile).name}"
        options = ["--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
        office = subprocess.Popen(
            [sys.argv[1], f"-env:UserInstallation={Path(profile).as_uri()}", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            context = connected(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            for line in sys.stdin:
                # A copy: the office locks what it opens, and a lock outlives it when it is killed.
                copy = Path(shutil.copy(line.strip(), Path(profile) / "judged.docx"))
                print(json.dumps(judged(context, desktop, dispatcher, copy)), flush=True)
            with suppress(DisposedException):  # it may be gone before it answers
                desktop.terminate()
            office.wait(30)
        finally:
            office.kill()


main()
