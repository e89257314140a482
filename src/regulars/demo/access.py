"""Files of the demo that hold passwords."""

import json
from pathlib import Path
from typing import Any


def write_private(file: Path, content: Any) -> None:
    """Readable by nobody else, and whole: a half-written access file locks everybody out."""
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(file)
