"""What an answer holds, whatever kind of file it is."""

from io import BytesIO
from zipfile import ZipFile

from django.http import FileResponse, HttpResponse


def read_to_the_end(answer: FileResponse) -> HttpResponse:
    """A file that was streamed as an ordinary answer; at its end the test client closes it, as a server does."""
    return HttpResponse(b"".join(answer), status=answer.status_code, headers=answer.headers)


def opened(body: bytes) -> bytes:
    """The contents of an archive, of archives in it too, in the order of their names; anything else as it is."""
    if body[:2] != b"PK":
        return body
    with ZipFile(BytesIO(body)) as book:
        names = sorted(name for name in book.namelist() if not name.startswith("docProps"))
        return b"".join(opened(book.read(name)) for name in names)
