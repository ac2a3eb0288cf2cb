"""Takes the hash of an uploaded file as it comes in, and keeps nothing of it, neither on disk nor in memory."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LARGEST = 30 * 1024 * 1024
# What is a little too large is read to its end, so that its sender is told; what is far too large is cut off.
CUT_OFF = 10 * LARGEST


class Digest(UploadedFile):
    """What is left of the file: its name, its size in bytes and its SHA-256; "" where it was too large."""

    sha256: str = ""


class DigestHandler(FileUploadHandler):
    """Stands in place of all other handlers: ``request.upload_handlers = [DigestHandler(request)]``."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.running, self.received = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > CUT_OFF:
            raise StopUpload(connection_reset=True)
        if self.received <= LARGEST:
            self.running.update(raw_data)

    def file_complete(self, file_size: int) -> Digest:
        done = Digest(file=None, name=self.file_name, content_type=self.content_type, size=file_size)
        done.sha256 = self.running.hexdigest() if file_size <= LARGEST else ""
        return done
