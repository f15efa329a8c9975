"""A detached signature of a manifest, as ``ssh-keygen -Y sign -n concept`` writes it, to the key that made it.

The format is PROTOCOL.sshsig of OpenSSH: a public key, a namespace and a signature over the hash of the file, in base64.
"""

from __future__ import annotations

import binascii
import struct
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256, sha512
from typing import Final

SIGNATURE: Final = ".sig"
"""What is put behind the name of what is signed."""
NAMESPACE: Final = b"concept"
_MAGIC: Final = b"SSHSIG"
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----"
_LARGEST: Final = 20_000
_HASHES: Final = {b"sha256": sha256, b"sha512": sha512}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that holds: the kind of its key, and the fingerprint by which ``ssh-keygen -l`` names it."""

    kind: str
    fingerprint: str


class _Wrong(Exception):
    """A signature that cannot be read, or does not hold; says why."""


def signed(content: bytes, signature: bytes, key: bytes | None = None) -> Signed | str:
    """The key that signed some bytes, or why the signature does not hold. ``key`` is the public key (OpenSSH) that it must be."""
    try:
        public, data, made = _parts(signature, content)
        kind = _check(public, data, made)
        if key is not None and _public_key(key) != public:
            raise _Wrong(f"it was signed with another key, {_fingerprint(public)}")
    except _Wrong as error:
        return str(error)
    return Signed(kind, _fingerprint(public))


def _fingerprint(public: bytes) -> str:
    return "SHA256:" + b64encode(sha256(public).digest()).decode("ascii").rstrip("=")


def _public_key(line: bytes) -> bytes:
    """The key in a line of OpenSSH: its kind, its bytes in base64, whose it is."""
    fields = line.split()
    try:
        return b64decode(fields[1], validate=True)
    except (IndexError, binascii.Error):
        raise _Wrong("the file after --key holds no public key of OpenSSH") from None


def _parts(signature: bytes, content: bytes) -> tuple[bytes, bytes, bytes]:
    """The public key of a signature, the bytes that it is over, and the signature itself."""
    text = signature.strip()
    if len(text) > _LARGEST or not (text.startswith(_BEGIN) and text.endswith(_END)):
        raise _Wrong("it is no signature of ssh-keygen -Y sign")
    try:
        held = b64decode(b"".join(text[len(_BEGIN) : -len(_END)].split()), validate=True)
        if held[:6] != _MAGIC or held[6:10] != b"\0\0\0\1":
            raise _Wrong("it is a signature of another version")
        public, namespace, reserved, algorithm, made = _strings(held[10:], 5)
    except (binascii.Error, struct.error):
        raise _Wrong("it is damaged") from None
    if namespace != NAMESPACE:
        raise _Wrong("it was made for something else: ssh-keygen -Y sign -n concept signs for us")
    if algorithm not in _HASHES:
        raise _Wrong("it uses a hash that is not known")
    digest = _HASHES[algorithm](content).digest()
    return public, _MAGIC + b"".join(map(_string, (namespace, reserved, algorithm, digest))), made


def _strings(data: bytes, count: int) -> list[bytes]:
    """The strings of an SSH message, each behind its length; there must be so many, and nothing behind them."""
    found = []
    for _ in range(count):
        (length,) = struct.unpack_from(">I", data)
        found.append(data[4 : 4 + length])
        if len(found[-1]) != length:
            raise struct.error
        data = data[4 + length :]
    if data:
        raise struct.error
    return found


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def _check(public: bytes, data: bytes, made: bytes) -> str:
    """The kind of a key that signed some data. Raises _Wrong when it did not."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key

    try:
        kind = _strings_begin(public)
        algorithm, signature = _strings(made, 2)
        key = load_ssh_public_key(kind + b" " + b64encode(public))
        match key:
            case ed25519.Ed25519PublicKey() if algorithm == kind:
                key.verify(signature, data)
            case rsa.RSAPublicKey() if algorithm in {b"rsa-sha2-256", b"rsa-sha2-512"}:
                key.verify(
                    signature, data, padding.PKCS1v15(), hashes.SHA256() if algorithm.endswith(b"256") else hashes.SHA512()
                )
            case ec.EllipticCurvePublicKey() if algorithm == kind:
                r, s = (int.from_bytes(each, "big") for each in _strings(signature, 2))
                sizes = {256: hashes.SHA256(), 384: hashes.SHA384(), 521: hashes.SHA512()}
                key.verify(utils.encode_dss_signature(r, s), data, ec.ECDSA(sizes[key.key_size]))
            case _:
                raise _Wrong("it was made with a kind of key that is not known")
    except InvalidSignature:
        raise _Wrong("it does not hold: the manifest is not the one that was signed") from None
    except (ValueError, KeyError, struct.error, UnsupportedAlgorithm):
        raise _Wrong("it is damaged") from None
    return kind.decode("ascii", "replace")


def _strings_begin(public: bytes) -> bytes:
    """The kind of a public key, which is the first of its strings."""
    (length,) = struct.unpack_from(">I", public)
    return public[4 : 4 + length]
