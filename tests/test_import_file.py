"""A list of customers comes in row by row; every row is told of, and none of what stands in it."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from regulars.domains import customers
from regulars.domains.customers import Customer
from regulars.domains.tenants import TenantNotFound
from regulars.import_file import BATCH, LINE_BYTES_MAX, FileRefused, explained, import_file
from regulars.kernel.errors import Invalid
from regulars.runtime.language import Catalogue
from tests.instruments.installation import Installation
from tests.world import World

SHOP = "laundry"
ANA = "+968 9111 2233"  # whom the cast has already


@dataclass(slots=True)
class Desk:
    """Imports what it is given as a file, and keeps what is said."""

    installation: Installation
    file: Path
    said: list[str] = field(default_factory=list)

    async def take(self, content: str | bytes, *, slug: str = SHOP, is_dry: bool = False) -> bool:
        self.file.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.said.clear()
        return await import_file(
            self.installation.settings, self.file, slug, say=self.said.append, is_dry=is_dry
        )

    @property
    def outcomes(self) -> list[str]:
        """Of the rows in their order, without the reasons."""
        return [line.split(": ", 2)[1].split(" ")[0] for line in self.rows]

    @property
    def rows(self) -> list[str]:
        return [line for line in self.said if line.startswith("line ")]

    async def people(self, world: World) -> list[Customer]:
        """Everybody of the laundry but Ana, by number."""
        ids = "SELECT id FROM customers.customers WHERE tenant_id = $1 ORDER BY number OFFSET 1"
        async with self.installation.connection() as superuser:
            rows = await superuser.fetch(ids, world.laundry.tenant.id)
        context = world.laundry.context
        async with self.installation.database() as database, database.transaction(context) as tx:
            return [await customers.customer_by_id(tx, row["id"]) for row in rows]


def sample_rows(many: int) -> str:
    return "".join(f"Sample {n},+9689{n:07d}\n" for n in range(10_000, 10_000 + many))


@pytest.fixture
def desk(installation: Installation, tmp_path: Path) -> Desk:
    return Desk(installation, tmp_path / "people.csv")


@pytest.fixture
def refusing(shared: Installation, tmp_path: Path) -> Desk:
    """For files of which nothing comes in."""
    return Desk(shared, tmp_path / "people.csv")


async def test_a_spreadsheets_file_comes_in_as_it_was_meant(desk: Desk, world: World) -> None:
    """With its mark, its line ends, its quotes, and a name that runs over two lines."""
    is_clean = await desk.take(
        b"\xef\xbb\xbfName , NAME2,phone,Email,birth_date,gender,language,tags\r\n"
        b'"Huda ""Umm Said"" Al Sample",,9000 1234,huda@example.com,1990-12-31,female,ar,'
        b"vip| family |vip\r\n"
        b'"Said\r\nAl Sample",\xd8\xb3\xd8\xb9\xd9\x8a\xd8\xaf,+968 9000 2345,,,,,\r\n'
    )
    assert is_clean
    assert desk.said == [
        "line 2: registered CUST-00002",
        "line 3: registered CUST-00003",
        "2 registered, 0 known already, 0 refused",
    ]
    huda, said = await desk.people(world)
    assert huda.person.name == 'Huda "Umm Said" Al Sample'
    assert (huda.person.phone, huda.person.email) == ("+96890001234", "huda@example.com")
    assert (huda.person.birth_date, huda.traits.gender) == ("1990-12-31", "female")
    assert (huda.traits.language, huda.traits.tags) == ("ar", ("vip", "family"))
    assert (said.person.name, said.person.name2) == ("Said Al Sample", "سعيد")


async def test_rows_after_one_that_runs_over_lines_are_told_by_where_they_begin(
    desk: Desk,
) -> None:
    await desk.take('name,phone\n"Said\nAl\nSample",+96890001234\n\n,,\nHuda,12\n')
    assert [(row.split(": ")[0], row.split(": ")[1].split(" ")[0]) for row in desk.rows] == [
        ("line 2", "registered"),
        ("line 5", "empty"),
        ("line 6", "empty"),
        ("line 7", "refused"),
    ]


async def test_an_empty_row_is_told_and_is_no_fault(desk: Desk) -> None:
    assert await desk.take("name,phone\nHuda,9000 1234\n,,\n")
    assert desk.said[-1] == "1 registered, 0 known already, 0 refused, 1 empty"


async def test_headers_are_read_as_people_write_them(desk: Desk, world: World) -> None:
    branch = world.laundry.branches[0]
    assert await desk.take(
        "Customer Name,رقم الجوال,E-Mail,Date_of_Birth,الفرع,Preferences\n"
        f"Huda,9000 1234,huda@example.com,1990-12-31,{branch.name.upper()},folding=hung|eco=yes\n"
        f"Said,9000 2345,,,{branch.id},\n"
    )
    huda, said = await desk.people(world)
    assert (huda.person.phone, huda.person.email) == ("+96890001234", "huda@example.com")
    assert huda.person.birth_date == "1990-12-31"
    assert huda.person.preferences == {"folding": "hung", "eco": "yes"}
    assert (huda.traits.branch_id, said.traits.branch_id) == (branch.id, branch.id)


async def test_each_row_is_judged_alone_and_good_ones_come_in(desk: Desk, world: World) -> None:
    is_clean = await desk.take(
        "name,phone,email,type,birth_date,tags\n"
        "Huda,9000 1234,,,,\n"
        "Said,+968 9000 1234,,,,\n"  # as typed by somebody else: the same number
        f"Ana,{ANA},,,,\n"
        "Nasser,12,,,,\n"
        "Salma,9000 2345,not-an-email,,31.12.1990,\n"
        "Talal,9000 3456,talal@example.com,full,,\n"
        "Rawan,9000 4567,,full,,\n"
        ",,,guest,,vip\n"
        "Amna,9000 5678,,princess,,\n"
        "Badr,9000 6789,,,,call 9000 6789\n"
        "Faisal,9000 7890,,,,,,\n"
        "Majid,9000 8901,,,,vip,surplus\n"
    )
    assert not is_clean
    assert desk.outcomes == [
        "registered", "known", "known", "refused", "refused", "registered", "refused",
        "registered", "refused", "refused", "registered", "refused",
    ]  # fmt: skip
    assert desk.said[-1] == "4 registered, 2 known already, 6 refused"
    stages = [customer.stage for customer in await desk.people(world)]
    assert stages == ["stub", "stub", "guest", "stub"]


async def test_every_reason_is_a_sentence_and_tells_nothing_of_the_person(desk: Desk) -> None:
    rows = (
        "Zebra Quagga,12",
        "Zebra Quagga,123456789012345678901",
        "Zebra Quagga,zebra",
        "Zebra Quagga,9.0E+10",
        "Zebra Quagga,+999 1234 5678",
        "Zebra Quagga,+968 1111 1111",
        ",90001234",
        "Zebra Quagga,",
        f"{'Zebra ' * 40},90001234",
        f"Zebra Quagga,{ANA}",
        "Zebra Quagga,9000 1234,quagga",
        "Zebra Quagga,9000 1234,quagga@zebra..com",
        "Zebra Quagga,9000 1234,,2999-01-01",
        "Zebra Quagga,9000 1234,,the 31st",
        "Zebra Quagga,9000 1234,,,zebra",
        "Zebra Quagga,9000 1234,,,,zebra",
        "Zebra Quagga,9000 1234,,,,,zebra@quagga",
        f"Zebra Quagga,9000 1234,,,,,{'|'.join(f'zebra{n}' for n in range(30))}",
        "Zebra Quagga,9000 1234,,,,,,zebra",
        "Zebra Quagga,9000 1234,,,,,,,zebra",
        ",,,,,,,,",
    )
    header = "name,phone,email,birth_date,gender,language,tags,type\n"
    await desk.take(header + "\n".join(rows))
    assert Counter(desk.outcomes) == {"refused": len(rows) - 2, "known": 1, "empty": 1}
    for row in desk.rows:
        assert "field-" not in row, "its code has no message"
        assert row.endswith("."), "a sentence"
    told = "\n".join(desk.said).lower()
    assert not [part for part in ("zebra", "quagga", "9000", "1234", "31st") if part in told]


async def test_what_no_field_takes_is_named_once_and_left_out(desk: Desk, world: World) -> None:
    assert await desk.take("name,phone,Shoe size,,points,\nHuda,9000 1234,Sohar,x,12,\n")
    assert desk.said[0] == "not imported, because there is no such field yet: Shoe size, points"
    (huda,) = await desk.people(world)
    assert "Sohar" not in repr(huda)


async def test_a_formula_is_a_name_like_any_other(desk: Desk, world: World) -> None:
    formula = '=HYPERLINK("http://example.com";"click")'
    quoted = formula.replace('"', '""')
    assert await desk.take(f'name,phone\n"{quoted}",+968 9000 1234\n')
    (customer,) = await desk.people(world)
    assert customer.person.name == formula
    assert formula not in "\n".join(desk.said)


async def test_a_long_list_comes_in_by_batches_and_a_second_time_everybody_is_known(
    desk: Desk, world: World
) -> None:
    many = 2 * BATCH + 200
    listed = "name,phone\n" + "".join(
        f"Sample {n},+9689{n:07d}\n" for n in range(10_000, 10_000 + many)
    )
    assert await desk.take(listed)
    assert desk.said[-1] == f"{many} registered, 0 known already, 0 refused"
    assert desk.said[0] == "line 2: registered CUST-00002"
    assert desk.said[-2] == f"line {many + 1}: registered CUST-{many + 1:05d}"
    assert not await desk.take(listed)
    assert desk.said[-1] == f"0 registered, {many} known already, 0 refused"
    async with desk.installation.connection() as superuser:
        origins = await superuser.fetch(
            "SELECT DISTINCT f.origin, f.actor_kind FROM journal.facts f"
            " JOIN customers.customers c ON c.id = f.subject_id WHERE c.number > 1"
        )
    assert [tuple(row) for row in origins] == [("import", "operator")]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"name,phone\nHuda,9000 1234\nSa\xefd,9000 2345\n", "file_not_utf8", 3),
        ("name,phone\nHuda,9000 1234\n".encode("utf-16"), "file_not_utf8", 1),
        (b'name,phone\nHuda,9000 1234\n"Said,9000 2345\n', "file_not_csv", 3),
        (b'name,phone\nHu"da" x,9000 1234\n"Sa"id,9000 2345\n', "file_not_csv", 3),
        (b"name,phone\n" + b"x" * (LINE_BYTES_MAX + 1), "file_not_csv", 2),
        (b"name,phone\nHuda," + b"9" * 20_000 + b"\n", "file_not_csv", 2),
        (b"", "file_without_columns", None),
        (b"Huda,9000 1234\nSaid,9000 2345\n", "file_without_columns", None),
        (b"name;phone\nHuda;9000 1234\n", "file_without_columns", None),
        (b"phone,name, Phone\n1,Huda,2\n", "file_column_twice", None),
    ],
)
async def test_a_file_that_is_no_table_is_refused_with_its_line(
    refusing: Desk, content: bytes, code: str, line: int | None
) -> None:
    with pytest.raises(Invalid) as refused:
        await refusing.take(content)
    (error,) = refused.value.errors
    assert (error.code, error.details.get("line")) == (code, line)
    told = explained(error, Catalogue.load(strict=True))
    assert told.startswith(f"line {line}: This" if line else "file: Th")
    assert "Huda" not in told


async def test_of_a_file_that_is_not_utf_8_nothing_comes_in(desk: Desk, world: World) -> None:
    good = sample_rows(BATCH + 1)
    with pytest.raises(Invalid):
        await desk.take(b"name,phone\n" + good.encode() + b"Sa\xefd,9000 2345\n")
    assert await desk.people(world) == []


async def test_a_list_cut_short_can_simply_be_imported_again(desk: Desk) -> None:
    good = sample_rows(BATCH)
    with pytest.raises(Invalid):
        await desk.take(f'name,phone\n{good}"Said,9000 2345\n')
    assert not await desk.take(f"name,phone\n{good}Said,9000 2345\n")
    assert desk.said[-1] == f"1 registered, {BATCH} known already, 0 refused"


async def test_a_file_that_cannot_be_opened_is_named(refusing: Desk, tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none.csv", "No such file"), (tmp_path, "directory")):
        with pytest.raises(FileRefused, match=f"{path} cannot be read: .*{reason}"):
            await import_file(refusing.installation.settings, path, SHOP, say=refusing.said.append)


async def test_nothing_is_imported_into_a_tenant_that_is_not_there(
    refusing: Desk, world: World
) -> None:
    with pytest.raises(TenantNotFound):
        await refusing.take("name,phone\nHuda,9000 1234\n", slug="landry")
    assert refusing.said == []


async def test_a_dry_run_says_what_would_become_of_each_row_and_does_nothing(
    desk: Desk, world: World
) -> None:
    people = sample_rows(BATCH + 1)
    doubled = "name,phone,city,lat\n" + people.replace("\n", ",,\n") + people.split("\n")[0]
    doubled += ",,\nNoor,9000 0001,Muscat,23.5\n"
    assert not await desk.take(doubled, is_dry=True)
    assert desk.said[0] == "line 2: would be registered"
    assert desk.said[-1] == f"{BATCH + 1} would be registered, 1 known already, 1 refused"
    assert "longitude" in desk.said[-2]
    assert await desk.people(world) == []
    judged = desk.outcomes
    assert not await desk.take(doubled)
    assert len(await desk.people(world)) == BATCH + 1
    assert [each.replace("would", "registered") for each in judged] == desk.outcomes
