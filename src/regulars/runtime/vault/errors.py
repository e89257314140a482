"""How the vault refuses; no text here ever carries a key, a plaintext or a searched value."""


class VaultFault(Exception):
    """The vault cannot or will not do what was asked."""


class SealBroken(VaultFault):
    """A sealed value did not open. Which part was wrong is never said: that would be an oracle."""


class SizeRefused(VaultFault):
    """A key, nonce or length is not of the one size this house uses."""


class MasterKeyRefused(VaultFault):
    """The master key is missing, exposed to others, not ours, or not a master key."""


class KeysExist(VaultFault):
    """This tenant has keys already; making new ones would orphan everything sealed so far."""


class KeysMissing(VaultFault):
    """This tenant has no keys in the key store."""


class KeyFileRefused(VaultFault):
    """A file or folder of the key store is exposed to others, not ours, or damaged."""


class EpochRefused(VaultFault):
    """This epoch was dropped, never existed, or is still the one in use."""


class DocumentRefused(VaultFault):
    """A sealed document is badly declared, or declared twice."""


class FieldRefused(VaultFault):
    """A value does not fit its sealed document's declaration, or is not plain JSON."""
