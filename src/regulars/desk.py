"""What the front desk hands to every edge: settings, words, and the database once it is open."""

from regulars.domains.customers import AddressHolds, PhoneHolds, Portal
from regulars.domains.identity import Issuer
from regulars.domains.tenants import Directory, KnownSettings, Tenant
from regulars.runtime.channel import Providers
from regulars.runtime.database import Database
from regulars.runtime.language import Catalogue
from regulars.runtime.live import LiveFeed
from regulars.runtime.settings import Settings
from regulars.runtime.uploads import Uploads


class Desk:
    """One a process. Routes are made before the database is open, so it is filled in two steps."""

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        address_holds: AddressHolds = (),
        phone_holds: PhoneHolds = (),
        providers: Providers | None = None,
    ) -> None:
        self.settings = settings
        self.address_holds = address_holds
        self.phone_holds = phone_holds
        self.catalogue = catalogue
        self.providers = providers or Providers()
        self.known_settings = KnownSettings()
        self.uploads = Uploads()
        self._database: Database | None = None
        self._directory: Directory | None = None
        self._live: LiveFeed | None = None

    def open(self, database: Database, live: LiveFeed) -> None:
        self._database = database
        self._live = live
        self._directory = Directory(database)

    @property
    def database(self) -> Database:
        assert self._database is not None, "the server has not started"
        return self._database

    @property
    def live(self) -> LiveFeed:
        assert self._live is not None, "the server has not started"
        return self._live

    @property
    def directory(self) -> Directory:
        assert self._directory is not None, "the server has not started"
        return self._directory

    def issuer(self, tenant: Tenant) -> Issuer:
        """What stands in this tenant's tokens."""
        return Issuer(self._at(tenant), tenant.ref, self.settings.environment)

    def portal(self, tenant: Tenant) -> Portal:
        """Where links in messages to this tenant's customers lead."""
        return Portal(self._at(tenant), self.settings.environment, tenant.ref)

    def _at(self, tenant: Tenant) -> str:
        settings = self.settings
        house = settings.public_url.rstrip("/") or f"http://localhost:{settings.port}"
        return f"{house}/p/{tenant.slug}"
