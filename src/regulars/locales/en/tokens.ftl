# Access tokens, refresh, and keys that apps carry.
error-invalid-grant = This token is not good any more. Sign in again.
field-scopes-of-publishable = A publishable key has no scopes: it is in everybody's hands.

fact-identity-signing-key-made = New key for access tokens
fact-identity-signing-key-retired = Key for access tokens retired
fact-identity-refresh-reused = A refresh token came a second time; the sign-in was ended

keys-kind = What it is for
keys-kind-secret = Secret key
keys-kind-secret-hint = For a program on a server of yours. It does what its scopes allow.
keys-kind-publishable = Publishable key
keys-kind-publishable-hint = For an app in your customers' hands. It may only begin a sign-in, and anybody may see it.
keys-scopes-of-secret = What a secret key may do
keys-publishable-made = Put this key into your app. It is no secret: it only begins a sign-in. It stands in this list in short form only, so copy it now.
keys-revoke-stops-apps = Apps that carry it can begin no sign-in; who is signed in stays so until their session is refreshed.

signing-title = Key that signs tokens
signing-text = Whoever signs in with your app gets access tokens that carry this key's signature. It is replaced by itself every 90 days. You need not do anything.
signing-name = Key in use
signing-none = Made when somebody first signs in with your app
signing-since = Since
signing-until = Replaced on
signing-address = Public keys, for services of yours that verify these tokens
signing-turn = Replace now
signing-turn-title = Replace the key that signs tokens?
signing-turn-now = New tokens are signed with a new key at once.
signing-turn-old = Tokens that are out keep working until they are over, ten minutes at most.
signing-turn-nobody = Nobody is signed out. Services of yours find the new key at the same address.
flash-signing-key-turned = New tokens are signed with a new key.
