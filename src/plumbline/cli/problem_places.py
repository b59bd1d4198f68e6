"""Where a problem of a document is, in words."""

from plumbline.engine.documents.reading import Problem, ReadResult


def problem_place(result: ReadResult, problem: Problem) -> str:
    """Return line and column of a text, or sheet, row and column of a workbook."""
    cell = result.cell(problem.line, problem.column)
    if cell is not None:
        return place_words(cell.row, cell.column, cell.sheet)
    return place_words(problem.line, problem.column)


def place_words(line: int, column: int, sheet: str = "") -> str:
    """Write a place down; `line` is a row where there is a sheet."""
    if sheet:
        return f"sheet {sheet}, row {line}, column {column}"
    return f"line {line}, column {column}"
