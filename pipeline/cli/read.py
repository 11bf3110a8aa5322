"""The commands that read: statements, annotate, extract."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.output import print_csv, print_json, print_jsonl, print_table, say, warn
from pipeline.cli.parser import Options
from pipeline.cli.place import configuration, environment
from pipeline.model.errors import ConfigError, FetchProtocolError

if TYPE_CHECKING:
    from pipeline.run.jobs import Job


def annotate(options: Options) -> int:
    """Print what the rules read in texts of the user's own."""
    from pipeline.run.annotate import annotate as annotated
    from pipeline.run.annotate import attributing, recording
    from pipeline.run.configured import load_packs, registry_and_packs

    if options.why:
        from pipeline.cli.why import explain

        return explain(options)
    if options.attributions:  # whoever speaks: no registry is needed
        read, field = attributing(load_packs(("en",))[0]), "attributions"
    else:
        files = [Path(name) for name in options.companies]
        registry, packs = registry_and_packs(files, Path(options.config) if options.config else None, **environment())
        read, field = recording(registry, packs[0]), "records"
    failed = False
    with lines_of(options.file) as lines:
        for answer in annotated(lines, read, field):
            failed |= "error" in answer
            print_jsonl([answer])
    return int(failed)


def extract(options: Options) -> int:
    """Print what the page reader makes of saved pages."""
    from pipeline.model.document import Document
    from pipeline.run.pages import Item, read_list
    from pipeline.run.pages import page as printed
    from pipeline.run.worker import Failure, Workers, processors

    if (options.file is None) == (options.batch is None):
        raise ConfigError("extract takes one FILE or --batch LIST.jsonl (see `onrecord extract --help`)")
    if options.batch is None:
        items: Iterator[Item] = iter([Item(options.file, options.url, page_of(options))])
        count = 1
    else:
        with lines_of(options.batch) as lines:
            folder = Path(options.batch).parent if options.batch != "-" else Path()
            items = read_list(list(lines), folder)  # the list is read now, each page when its turn comes
        count = processors()
    failed = False
    with Workers[None, Item, Document | Failure]("pipeline.run.pages:prepare", None, count=count) as workers:
        for item, result in workers.map(items):
            answer = printed(item.id, item.url, result)
            failed |= answer["outcome"] == "error"
            if options.batch is None and not options.json:
                show_page(answer)
            elif options.batch is None:
                print_json(answer)
            else:
                print_jsonl([answer])
    return int(failed and options.batch is None)


def page_of(options: Options) -> Job:
    """Return the page that was named; raises `ConfigError` for a file that cannot be read: it was asked for by name."""
    from pipeline.run.jobs import Job
    from pipeline.run.pages import load

    if options.file == "-":
        return Job(sys.stdin.buffer.read(), options.url, file="-")
    try:
        return load(Path(options.file), options.url)
    except FetchProtocolError as error:
        raise ConfigError(str(error)) from error


def show_page(answer: dict[str, object]) -> None:
    """Print a page for a person: what it is first, then its text."""
    if answer["outcome"] == "error":
        warn(f"onrecord extract: {answer['id']}: {answer['reason']}")
        return
    byline = answer["byline"]
    rows = [
        (name, answer[name])
        for name in ("outcome", "reason", "headline", "date_published", "date_modified", "publisher")
    ]
    rows.insert(3, ("byline", ", ".join(byline) if isinstance(byline, list) else ""))
    print_table(("field", "value"), [(name, value or "unknown") for name, value in rows if name != "reason" or value])
    say()
    for line in str(answer["text"]).split("\n"):
        say(line)


def statements(options: Options) -> int:
    """Print the statements on record."""
    from pipeline.audit.listing import COLUMNS, Wanted, listing, report_of, row_of

    where = configuration(options)
    wanted = Wanted(options.company, options.stance, options.since, options.article, options.origin, options.limit)
    found = listing(where.settings.store_path, where.registry, wanted)
    if options.format == "jsonl":
        print_jsonl(row_of(one) for one in found.all)
    elif options.format == "csv":
        print_csv(COLUMNS, (row_of(one) for one in found.all))
    else:
        print_table(("id", "report"), [(one.id[:10], report_of(one)) for one in found.dated])
        if not found.all:
            say("No statement on record answers to this.")
        if found.undated:
            say()
            say("In articles without a date, which may be older:")
            print_table(("id", "report"), [(one.id[:10], report_of(one)) for one in found.undated])
    return 0


@contextmanager
def lines_of(name: str) -> Iterator[Iterable[bytes]]:
    """Yield the lines of a file, or of standard input for `-`; raises `ConfigError` when it cannot be opened."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115  closed below; what is raised while it is read is not ours
    except OSError as error:
        raise ConfigError(f"{name}: {error.strerror or error}") from error
    with file:
        yield file
