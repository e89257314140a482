# Access tokens, refresh, and keys that apps carry.
error-invalid-grant = This refresh token is not good any more. Sign in again.
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
