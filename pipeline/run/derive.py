"""From a payload to a derivation: decode, extract, read. Pure: equal jobs and equal setups give equal derivations."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extract.document import read_page, read_plain
from pipeline.fetch.decoding import decode_payload, decode_saved
from pipeline.model.capture import Custody, Headers
from pipeline.model.document import Document
from pipeline.model.errors import ExtractError, FetchProtocolError
from pipeline.model.generation import Derivation, Ending
from pipeline.model.reading import Text
from pipeline.run.jobs import Job, Setup
from pipeline.statements.reader import Reader
from pipeline.statements.reader import prepare as prepare_reader

MAX_DECODED_BYTES = 20 * 1024 * 1024
HTTP_ERROR = 400
HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "application/xml", "text/xml"})


def prepare(setup: Setup) -> Callable[[tuple[object, Job | None]], Derivation]:
    """Return the function that derives one job, handed over with whose it is; the readers are built once."""
    readers = {pack.language: prepare_reader(setup.registry, pack) for pack in setup.packs}

    def work(item: tuple[object, Job | None]) -> Derivation:
        job = item[1]
        return derive(job, readers) if job is not None else Derivation(Ending.QUARANTINED, "damaged_payload")

    return work


def derive(job: Job, readers: dict[str, Reader]) -> Derivation:
    """Return all that one capture yields, with the way it ended; never raises for a page."""
    if job.status is not None and job.status >= HTTP_ERROR:
        return Derivation(Ending.SKIPPED, f"http_status:{job.status}")
    kind = media_type(job)
    if kind != "text/plain" and kind not in HTML_TYPES:
        return Derivation(Ending.SKIPPED, f"unsupported_type:{kind}")
    try:
        document = extract(job, kind)
    except FetchProtocolError as error:
        return Derivation(Ending.QUARANTINED, f"decode_error: {error}")
    except ExtractError as error:
        return Derivation(Ending.QUARANTINED, f"extract_error: {error}")
    return read(job, document, readers)


def extract(job: Job, kind: str) -> Document:
    """Return the document of a job's payload, decoded within bounds; raises what decoding and extraction raise."""
    page = decoded(job)
    content_type = header(job.headers, "content-type")
    if kind == "text/plain":
        return read_plain(page, url=job.url, content_type=content_type)
    return read_page(page, url=job.url, content_type=content_type)


def decoded(job: Job) -> bytes:
    """Return a job's payload without its content-encoding; a saved page's label may be out of date."""
    decode = decode_payload if job.custody is Custody.FETCHED else decode_saved
    return decode(job.payload, job.headers, max_bytes=MAX_DECODED_BYTES)


def read(job: Job, document: Document, readers: dict[str, Reader]) -> Derivation:
    """Return the statements of a document, or why it was not read."""
    if document.outcome != "article":
        reason = document.outcome if document.outcome != "none" else f"no_text: {document.reason}"
        return Derivation(Ending.SKIPPED, reason, document)
    language = document.metadata.language.split("-")[0].lower()
    reader = readers.get(language) if language else next(iter(readers.values()), None)
    if reader is None:
        return Derivation(Ending.SKIPPED, f"language:{language}", document)
    metadata = document.metadata
    reading = reader.read(
        Text(
            text=document.text,
            outlet=job.outlet or metadata.publisher,
            date=(metadata.date_published or "")[:10],
            headline=metadata.headline,
            blocks=document.blocks,
            links=document.links,
        )
    )
    if reading.statements:
        return Derivation(Ending.STATEMENTS, "", document, reading)
    return Derivation(Ending.NONE, "no statement of a followed company", document, reading)


def media_type(job: Job) -> str:
    """Return the media type of a job's payload, from its header or, failing that, its file's name."""
    kind = header(job.headers, "content-type").split(";")[0].strip().lower()
    if not kind and job.file.lower().endswith((".txt", ".txt.gz")):
        return "text/plain"
    return kind


def header(headers: Headers, name: str) -> str:
    """Return the first header of this name (case-insensitive), or ""."""
    return next((value for key, value in headers if key.lower() == name), "")
