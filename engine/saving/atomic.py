"""Writing files so that a crash, a full disk or a power cut never loses the old one.

The only way in which the engine and the studio write files that matter: the new content
goes to a new file beside the old one, reaches the disk, and then takes the old one's
place in one step. Until that step the old file is untouched.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from engine.errors import FileError, Text

Content = bytes | bytearray | memoryview | Callable[[BinaryIO], None]
"""What to write: the bytes, or a function that writes to an open file."""

BACKUP_SUFFIX = ".bak"
"""Added to the name of the file for the version before."""

# Virus scanners and search indexes of Windows hold new files open for a moment.
_REPLACE_DELAYS = (0.05, 0.1, 0.2, 0.4)

_ADVICE = {
    errno.ENOSPC: Text("the disk is full. Free some space or save to another place"),
    errno.EDQUOT: Text(
        "your share of the disk is used up. Free some space or save to another place"
    ),
    errno.EFBIG: Text("the file is too large for this disk. Save to another place"),
    errno.EACCES: Text(
        "writing there is not allowed. Choose another folder or change the permissions"
    ),
    errno.EPERM: Text(
        "writing there is not allowed. Choose another folder or change the permissions"
    ),
    errno.EROFS: Text("the disk is read-only. Choose another folder"),
    errno.ENOENT: Text("the folder does not exist. Create it or choose another one"),
    errno.ENOTDIR: Text("the folder is a file. Choose another folder"),
    errno.EISDIR: Text("this is a folder. Choose a file name"),
    errno.ENAMETOOLONG: Text("the name is too long. Choose a shorter one"),
    errno.EIO: Text("the disk reports an error. Check it and save to another place"),
}


def write_atomically(
    path: str | os.PathLike[str], content: Content, *, backup: bool = False
) -> None:
    """Write a file completely or not at all.

    Parameters
    ----------
    path : path
        File to write. A symbolic link is followed: the file it points to is replaced.
    content : bytes or callable
        The bytes, or a function that takes an open binary file and writes to it.
    backup : bool, default=False
        Keep the version before as ``<name>.bak``.

    Raises
    ------
    FileError
        With the cause and what to do. The old file is then as it was.
    """
    target = Path(os.path.realpath(path))
    old = _check_target(target)
    # A short prefix of the name tells users whose remains these are after a crash.
    temporary = target.with_name(f".{target.name[:30]}.{secrets.token_hex(8)}.tmp")
    try:
        try:
            _write_new(temporary, content, old)
            if backup and old is not None:
                _keep_backup(target)
            _replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise _as_file_error(error, target, old is not None) from error
    _sync_folder(target.parent)


def _check_target(target: Path) -> os.stat_result | None:
    """Return the state of the old file, None if there is none."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _as_file_error(error, target, False) from error
    if not stat.S_ISREG(old.st_mode):
        reason = errno.EISDIR if stat.S_ISDIR(old.st_mode) else errno.EPERM
        raise _as_file_error(OSError(reason, os.strerror(reason)), target, True)
    # Replacing would get around the write protection that somebody put on the file.
    if not os.access(target, os.W_OK):
        raise FileError(
            "{path}: cannot be written: the file is write-protected. Save under "
            "another name or remove the protection.",
            path=target,
        )
    return old


def _write_new(temporary: Path, content: Content, old: os.stat_result | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    # A new file gets the user's usual permissions, a replaced one those it had.
    descriptor = os.open(temporary, flags, 0o666 if old is None else 0o600)
    with open(descriptor, "wb") as file:
        if old is not None:
            _copy_owner_and_mode(temporary, old)
        if callable(content):
            content(file)
        else:
            file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _copy_owner_and_mode(temporary: Path, old: os.stat_result) -> None:
    if os.name == "posix":
        with suppress(OSError):  # only root can give files away
            os.chown(temporary, old.st_uid, old.st_gid)
    with suppress(OSError):  # disks without permissions
        temporary.chmod(stat.S_IMODE(old.st_mode))


def _keep_backup(target: Path) -> None:
    """Keep the old file as a backup; its absence must not stop the saving."""
    backup = target.with_name(target.name + BACKUP_SUFFIX)
    temporary = target.with_name(f".{target.name[:30]}.{secrets.token_hex(8)}.tmp")
    try:
        try:
            os.link(target, temporary)
        except OSError:  # disks without hard links
            shutil.copy2(target, temporary)
        os.replace(temporary, backup)
    except OSError:
        pass
    finally:
        # Also after success: POSIX renames nothing if both names are one file already.
        with suppress(OSError):
            temporary.unlink()


def _replace(temporary: Path, target: Path) -> None:
    for delay in _REPLACE_DELAYS:
        try:
            os.replace(temporary, target)
        except PermissionError:
            time.sleep(delay)
        else:
            return
    os.replace(temporary, target)


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk; the content is there already."""
    if os.name != "posix":
        return
    with suppress(OSError):  # some network disks cannot
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _as_file_error(error: OSError, target: Path, has_old: bool) -> FileError:
    advice = _ADVICE.get(error.errno or 0)
    if advice is None:
        advice = Text("{reason}. Save to another place", reason=error.strerror or error)
    return FileError(
        "{path}: cannot be written: {advice}.{old}",
        path=target,
        advice=advice,
        old=Text(" The old file is as it was.") if has_old else "",
    )
