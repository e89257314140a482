# Staff who sign in with an app.
error-factor-invalid = The code is not right, or it was used already. Wait for the next one.
error-password-invalid = The password is not right.
error-factor-not-set-up = Your account needs a second step. Sign in to the console once and set it up there.
error-sign-in-too-old = Prove again who you are: this needs a proof from the last ten minutes.

fact-identity-staff-proven = Proved again who they are
fact-identity-staff-proof-refused = Tried in vain to prove again who they are
fact-identity-staff-refresh-reused = A refresh token of staff came a second time; the sign-in was ended

alert-staff-refresh-reuse-title = A stolen sign-in of your staff was ended
alert-staff-refresh-reuse-means = A token from a staff member’s app was used twice. One of the two was not that person, so the sign-in ended for both.
alert-staff-refresh-reuse-do = Ask them whether their phone was lost or lent. If in doubt, give them a new password.
