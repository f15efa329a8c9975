"""A letter as a message that a mail program opens (RFC 5322): headers whose words can be anything, and plain text.

The library folds long names of addresses in a way that their commas and line ends can become further addresses. So names are encoded here,
all of them and whole (RFC 2047), and the library is told to leave headers as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Final

_POLICY: Final = SMTP.clone(refold_source="none")
_LONGEST_ADDRESS: Final = 254
"""Characters of an address that can be delivered to (RFC 5321)."""
_SPECIAL: Final = frozenset(' "\\<>,;:()[]')
"""Signs that part addresses from each other and from names: in one address they are as good as always a slip."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, and the address, which is empty when none is known."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message. ``id`` names it; what it says is part of its Message-ID, since another text is another message."""

    id: str
    sender: Mailbox
    to: Mailbox
    subject: str
    sent: datetime
    language: str
    text: str

    def content(self) -> bytes:
        """The same bytes each time. Without an address there is no To; programs are told that it was not sent yet."""
        message = EmailMessage(policy=_POLICY)
        message.set_raw("Date", format_datetime(self.sent))
        message.set_raw("From", _mailbox(self.sender, "From"))
        if self.to.address:
            message.set_raw("To", _mailbox(self.to, "To"))
        message.set_raw("Subject", _encoded(self.subject, "Subject"))
        digest = sha256(f"{self.to.address}\n{self.subject}\n{self.text}".encode()).hexdigest()[:16]
        message.set_raw("Message-ID", f"<{self.id}.{digest}@{NOWHERE}>")
        message.set_raw("X-Unsent", "1")
        message.set_content(self.text, cte="base64")
        message.set_raw("Content-Language", self.language)
        return message.as_bytes()


NOWHERE: Final = "concept.invalid"
"""A domain that nobody can have (RFC 2606): for names of messages and events, and for senders without an address."""


def usable(address: str) -> str:
    """A single address as it can stand in a header; empty for anything else."""
    text = address.strip()
    if not text.isascii() or not text.isprintable() or len(text) > _LONGEST_ADDRESS or _SPECIAL & set(text):
        return ""
    try:
        found = Address(addr_spec=text)
    except (ValueError, IndexError, HeaderParseError):
        return ""
    return text if found.username and found.domain and "." in found.domain and found.addr_spec == text else ""


def _mailbox(box: Mailbox, header: str) -> str:
    return f"{_encoded(box.name, header)}\r\n <{box.address}>"


def _encoded(words: str, header: str) -> str:
    """Words in one line, encoded when they are more than letters and digits, in pieces of at most 75 characters."""
    line = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    if line.isascii() and line.replace(" ", "").isalnum() and len(line) < 60:  # with its name it fits a line
        return line
    return Header(line, "utf-8", header_name=header, maxlinelen=75).encode(linesep="\r\n")
