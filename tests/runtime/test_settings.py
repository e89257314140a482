"""Settings: read once, strictly, so that a typo or a lost secret is not a silence."""

from pathlib import Path

import pytest

from regulars.runtime.settings import Settings, SettingsError, as_environment, read_settings


def test_what_the_environment_says_is_read_into_its_type(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "REGULARS_PORT": "8500",
            "REGULARS_DATA_DIR": str(tmp_path),
            "REGULARS_LOG_FORMAT": "console",
            "HOME": "/somewhere",
            "PORT": "not ours",
        }
    )
    assert (settings.port, settings.data_dir, settings.log_format) == (8500, tmp_path, "console")
    assert settings.keys_dir == tmp_path / "keys"
    assert read_settings(as_environment(settings)) == settings


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "dsn"
    path.write_text("postgresql://a:b@localhost/c\n", encoding="utf-8")
    settings = read_settings(
        {"REGULARS_DATABASE_URL_FILE": str(path), "DATABASE_URL": "postgresql://other"}
    )
    assert settings.database_url == "postgresql://a:b@localhost/c"


def test_the_usual_name_of_a_database_url_stands_in_for_ours() -> None:
    usual = {"DATABASE_URL": "postgresql://usual"}
    assert read_settings(usual).database_url == "postgresql://usual"
    ours = {**usual, "REGULARS_DATABASE_URL": "postgresql://ours"}
    assert read_settings(ours).database_url == "postgresql://ours"


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({"REGULARS_DATABSE_URL": "x"}, "REGULARS_DATABSE_URL is not a setting"),
        ({"REGULARS_DATABSE_URL_FILE": "x"}, "REGULARS_DATABSE_URL_FILE is not a setting"),
        ({"REGULARS_METRICS_KEY_FILE": "/no/such/file"}, "REGULARS_METRICS_KEY_FILE names a file"),
        (
            {"REGULARS_METRICS_KEY": "a", "REGULARS_METRICS_KEY_FILE": "/no/such/file"},
            "not both",
        ),
        ({"REGULARS_PORT": "eighty"}, "REGULARS_PORT is a whole number"),
        ({"REGULARS_PORT": "0"}, "REGULARS_PORT is 1 or more"),
        ({"REGULARS_RATE_LIMIT_PER_SECOND": "0"}, "REGULARS_RATE_LIMIT_PER_SECOND is 1 or more"),
        ({"REGULARS_POOL_SIZE": "-1"}, "REGULARS_POOL_SIZE is 1 or more"),
        ({"REGULARS_STATEMENT_TIMEOUT_MS": "0"}, "REGULARS_STATEMENT_TIMEOUT_MS is 1 or more"),
        ({"REGULARS_STATEMENT_CACHE_SIZE": "-1"}, "REGULARS_STATEMENT_CACHE_SIZE is 0 or more"),
        ({"REGULARS_PORT": "65536"}, "REGULARS_PORT is a port number"),
        ({"REGULARS_ENVIRONMENT": "prod"}, "REGULARS_ENVIRONMENT is one of"),
        ({"REGULARS_ROLE_PREFIX": "Regulars"}, "REGULARS_ROLE_PREFIX"),
        ({"REGULARS_ROLE_PREFIX": "a; DROP ROLE b"}, "REGULARS_ROLE_PREFIX"),
        ({"REGULARS_HOST": "0.0.0.0"}, "Plain http is for loopback only"),  # noqa: S104
        (
            {"REGULARS_HOST": "0.0.0.0", "REGULARS_PUBLIC_URL": "http://shop.example.com"},  # noqa: S104
            "Plain http is for loopback only",
        ),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_by_name(
    environment: dict[str, str], complaint: str
) -> None:
    with pytest.raises(SettingsError, match=complaint):
        read_settings(environment)


def test_behind_https_any_address_may_be_listened_on() -> None:
    settings = Settings(host="0.0.0.0", public_url="https://shop.example.com")  # noqa: S104
    assert settings.https


def test_a_refusal_and_a_printed_object_show_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"s3cret\xff")
    with pytest.raises(SettingsError, match="not UTF-8") as refused:
        read_settings({"REGULARS_METRICS_KEY_FILE": str(path)})
    assert "s3cret" not in str(refused.value)
    shown = repr(Settings(database_url="postgresql://a:s3cret@b/c", metrics_key="s3cret"))
    assert "s3cret" not in shown


@pytest.mark.parametrize(
    ("environment", "public_url", "hooks"),
    [
        ("live", "https://shop.example.com/", "https://shop.example.com"),
        ("live", "http://localhost:8400", ""),
        ("live", "", ""),
        ("demo", "http://localhost:8400", "http://localhost:8400"),
    ],
)
def test_a_provider_is_never_told_to_call_this_machine_by_itself(
    environment: str, public_url: str, hooks: str
) -> None:
    assert Settings(environment=environment, public_url=public_url).hooks_url == hooks
