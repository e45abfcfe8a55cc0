"""Sealed values: encrypted where they stand, found by keyed hashes, never by what they say.

A sealed value is one byte algorithm, one byte key id, twelve bytes nonce, ciphertext and tag
(AES-256-GCM, NIST SP 800-38D). The associated data names table, column and row, so a value
moved elsewhere does not open. Each purpose has its own key, derived from one master by
HKDF-SHA-256 (RFC 5869). The master lives in a file outside the data folder and its dumps.
"""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from talent import errors

AES_256_GCM = 1
KEY_BYTES = 32
INDEXED = ("id_number", "phone", "phone_tail", "body", "file")
OWNER_ONLY = 0o600


class Keyring:
    """The keys derived from one master. Knows how to seal, open and hash; never shows a key."""

    def __init__(self, master: bytes, key_id: int = 1) -> None:
        self._master = master
        self._key_id = key_id
        self._cipher = AESGCM(self._derive("seal"))
        self._index_keys = {kind: self._derive(f"index:{kind}") for kind in INDEXED}
        self._blocking_key = self._derive("blocking")

    def _derive(self, purpose: str) -> bytes:
        return HKDFExpand(SHA256(), KEY_BYTES, f"talent/{purpose}".encode()).derive(self._master)

    def seal(self, where: str, row: UUID, text: str) -> bytes:
        """Seal text for one place: where is `table.column`, row the id of its row."""
        nonce = os.urandom(12)
        head = bytes((AES_256_GCM, self._key_id))
        return head + nonce + self._cipher.encrypt(nonce, text.encode(), _bound(where, row))

    def open(self, where: str, row: UUID, sealed: bytes) -> str:
        """Open a value sealed for this place; refused when it was sealed for another or altered."""
        if sealed[:2] != bytes((AES_256_GCM, self._key_id)):
            raise errors.SetupRefused("密文的算法或密钥编号不认识")
        try:
            return self._cipher.decrypt(sealed[2:14], sealed[14:], _bound(where, row)).decode()
        except InvalidTag:
            raise errors.SetupRefused(f"密文无法解开：{where}") from None

    def index(self, kind: str, text: str) -> bytes:
        """Answer the blind index of a value: equal values of a kind have equal indexes."""
        return hmac.digest(self._index_keys[kind], text.encode(), hashlib.sha256)[:16]

    def blocking(self, key: str) -> int:
        """Answer a blocking key as a signed 64-bit keyed hash."""
        digest = hashlib.blake2b(key.encode(), key=self._blocking_key, digest_size=8).digest()
        return int.from_bytes(digest, signed=True)

    def proof(self) -> str:
        """Answer what the register remembers to know this master again."""
        return hmac.digest(self._derive("proof"), b"talent", hashlib.sha256).hex()


def _bound(where: str, row: UUID) -> bytes:
    return where.encode() + b"|" + row.bytes


def load(path: Path, *, create: bool) -> Keyring:
    """Read the master key, or make it on a register's first start; refused when it is missing later."""
    if not path.exists():
        if not create:
            raise errors.SetupRefused(
                f"主密钥文件不存在：{path}。没有它，已加密的身份证号和电话无法读取；请从备份恢复该文件后再启动"
            )
        _write(path, secrets.token_bytes(KEY_BYTES))
    found = path.stat()
    if found.st_mode & 0o077:
        raise errors.SetupRefused(
            f"主密钥文件 {path} 的权限须为 0600（当前 {found.st_mode & 0o777:04o}）"
        )
    key_id, _, encoded = path.read_text("ascii").strip().partition(" ")
    try:
        master = base64.urlsafe_b64decode(encoded)
    except ValueError:
        master = b""
    if key_id != "1" or len(master) != KEY_BYTES:
        raise errors.SetupRefused(f"主密钥文件 {path} 的内容不是本系统的密钥")
    return Keyring(master)


def _write(path: Path, master: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = b"1 " + base64.urlsafe_b64encode(master) + b"\n"
    # Written beside and linked into place: four starters at once agree on one key.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(whole)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
