"""The only writer of project files: several files change together or not at all, and nobody's parallel edit is overwritten.

How a commit goes, with the project's lock held from beginning to end:

1. look: every file must still have the bytes that the caller read;
2. ``.concept/undo.json`` says what is about to change, by SHA-256 of the old and of the new bytes, durable before anything else;
3. new folders are made, and the new bytes of every file are staged in a *slot*, a hidden name in the file's own folder: so the
   next step never crosses a mount point, and a folder that refuses writing is met while nothing has changed;
4. file and slot change places, each pair in one system call. The old file is now in the slot, untouched, and is looked at again:
   an edit saved in between shows there, and goes back to its place;
5. ``undo.json`` is renamed ``done.json``: **the commit point**. The slots, now holding the old bytes, are removed, and then
   ``done.json``.

Whatever stops this before the commit point (kill, full disk, ^C) is taken back by changing places once more, which needs no disk
space; after the commit point only slots are left to be removed. :func:`recover` does either at the start of the next command. It
decides by digests alone, so it can itself be killed anywhere and run again.

A file that is a symbolic link is followed when it ends inside the project (the link stays, its file gets the bytes) and refused
otherwise; nothing is ever written below ``.git`` or, but for the store's own files, below ``.concept``.

``disk`` knows system calls, ``room`` the folder ``.concept``, ``journal`` what is written there, ``recovery`` the way back,
``transaction`` the way forward, ``output`` single files that no transaction holds together, ``scratch`` what an editor is given,
``cache`` results that can be made again.
"""

from __future__ import annotations

from concept_cli.store.cache import keep, kept
from concept_cli.store.disk import digest
from concept_cli.store.output import publish
from concept_cli.store.recovery import recover
from concept_cli.store.scratch import changed_by, left
from concept_cli.store.transaction import Write, commit

__all__ = ["Write", "changed_by", "commit", "digest", "keep", "kept", "left", "publish", "recover"]
