"""Tables as text: aligned columns for a terminal, Markdown for a page. Cells are plain strings."""

from collections.abc import Iterable, Sequence

Row = Sequence[str]


def columns(header: Row, rows: Iterable[Row]) -> str:
    """The table in aligned columns, two spaces apart, each line ended."""
    table = [header, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in table
    )


def markdown(header: Row, rows: Iterable[Row]) -> str:
    """The table in Markdown, each line ended; a bar inside a cell is escaped."""
    lines = (header, ["---"] * len(header), *rows)
    return "".join(f"| {' | '.join(map(_escaped, line))} |\n" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("|", r"\|")
