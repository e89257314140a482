"""Files and functions stay small, named, and open with what they are for."""

import ast
from collections import Counter
from functools import cache

import pytest

from tests.architecture import tidiness
from tests.architecture.tidiness import (
    GENERATED,
    bare_promises,
    hidden_imports,
    long_functions,
    nameless_module,
    texts,
    too_long,
    unseen_fields,
    without_opening,
    words_of,
)

TREE_RULES = (long_functions, hidden_imports, without_opening)
# A list that only grows is data: it is long because there is much of it.
DATA = (
    "tests/console/samples.py",
    "src/regulars/domains/customers/__init__.py",
    "src/regulars/domains/identity/__init__.py",
)


@cache
def sources() -> tuple[tuple[str, str], ...]:
    """Python, SQL, templates, styles and scripts; not what a tool wrote."""
    endings = (".py", ".sql", ".html", ".css", ".js", ".mjs", ".ftl", ".sh")
    return tuple(
        (name, text)
        for name, text in texts()
        if name.endswith(endings) and name not in GENERATED and "/built/" not in name
    )


@cache
def python() -> list[tuple[str, ast.Module]]:
    return [(name, ast.parse(text)) for name, text in sources() if name.endswith(".py")]


def test_no_file_is_too_long() -> None:
    code = [(name, text) for name, text in sources() if name.endswith((".py", ".sql"))]
    assert len(code) > 50
    found = [wrong for name, text in code if name not in DATA for wrong in too_long(name, text)]
    assert found == []


@pytest.mark.parametrize("rule", TREE_RULES, ids=lambda rule: rule.__name__)
def test_python_keeps_its_manners(rule: tidiness.TreeRule) -> None:
    assert [wrong for name, tree in python() for wrong in rule(name, tree)] == []


def test_every_module_has_a_name_that_says_something() -> None:
    assert [wrong for name, _ in sources() for wrong in nameless_module(name)] == []


def test_every_field_of_a_view_is_drawn_or_asked_for() -> None:
    edges = ("src/regulars/console/", "src/regulars/portal/", "src/regulars/browser/")
    said = Counter(
        word for name, text in sources() if name.startswith(edges) for word in words_of(text)
    )
    views = [(n, tree) for n, tree in python() if n.startswith(edges) and n.endswith("/views.py")]
    assert len(views) > 10
    assert [wrong for name, tree in views for wrong in unseen_fields(name, tree, said)] == []


def test_a_field_that_nothing_draws_is_seen() -> None:
    view = "class Home:\n    name: str\n    looks_count: int\n"
    said = Counter(words_of(f"{view} <h1>{{{{ view.name }}}}</h1>"))
    found = unseen_fields("portal/home/views.py", ast.parse(view), said)
    assert found == ["portal/home/views.py:3 Home.looks_count"]


def test_nothing_is_left_to_do_without_saying_where_it_is_written_down() -> None:
    assert [wrong for name, text in sources() for wrong in bare_promises(name, text)] == []


BODY = "    pass\n" * 71


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (long_functions, f'"""One."""\ndef f():\n{BODY}'),
        (long_functions, f'"""One."""\nasync def f():\n{BODY}'),
        (hidden_imports, "def f():\n    from regulars.domains import customers\n"),
        (hidden_imports, "def f():\n    import regulars.app\n"),
        (hidden_imports, "def f():\n    from . import model\n"),
        (without_opening, "x = 1\n"),
    ],
)
def test_bad_manners_are_seen(rule: tidiness.TreeRule, text: str) -> None:
    assert len(rule("sample.py", ast.parse(text))) == 1


def test_long_nameless_and_unfinished_files_are_seen() -> None:
    assert too_long("src/regulars/x.py", "\n" * 401)
    assert too_long("tests/test_x.py", "\n" * 501)
    assert not too_long("tests/test_x.py", "\n" * 401)
    assert nameless_module("src/regulars/runtime/utils.py")
    assert nameless_module("src/regulars/helpers/phone.py")
    assert bare_promises("x.py", "# " + "TO" + "DO: later")
    assert not bare_promises("x.py", "# " + "TO" + "DO(#12) later")
