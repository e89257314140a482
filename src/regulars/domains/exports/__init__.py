"""What leaves the house as a file: asked for, made by the worker, given to who asked."""

from regulars.domains.exports.asking import ExportsTooMany, ask_export
from regulars.domains.exports.counting import Count, count_rows
from regulars.domains.exports.customers_sheet import ALL_COLUMNS, Column
from regulars.domains.exports.making import make_at_once
from regulars.domains.exports.model import KINDS, MEDIA_TYPE, Kind, Wish
from regulars.domains.exports.own import (
    Export,
    ExportNotFound,
    ExportNotReady,
    begin_download,
    call_off_export,
    own_export,
)
from regulars.domains.exports.prune import prune_exports
from regulars.domains.exports.reactions import REACTIONS

__all__ = [
    "ALL_COLUMNS",
    "KINDS",
    "MEDIA_TYPE",
    "REACTIONS",
    "Column",
    "Count",
    "Export",
    "ExportNotFound",
    "ExportNotReady",
    "ExportsTooMany",
    "Kind",
    "Wish",
    "ask_export",
    "begin_download",
    "call_off_export",
    "count_rows",
    "make_at_once",
    "own_export",
    "prune_exports",
]
