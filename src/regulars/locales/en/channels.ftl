settings-channels = Channels

channel-sms-text = Codes and notices to phones leave through your own account with a provider.
channel-email-text = Codes and notices by e-mail leave through your own mail server.
channel-set = Set up
channel-not-set = Not set up
channel-nothing-leaves = Nothing can be sent this way yet: whoever asks for a code gets none.
channel-works = The connection works.
channel-tested = Tested
channel-test = Test connection
channel-remove = Remove
channel-remove-sms-title = Stop sending SMS?
channel-remove-email-title = Stop sending e-mail?
channel-remove-sms-stops = At once no code and no notice leaves by SMS. Whoever signs in or signs up with a number gets none.
channel-remove-email-stops = At once no code and no notice leaves by e-mail. Whoever signs in or signs up with an address gets none.
channel-remove-forgets = What you entered for {$provider} is forgotten, its secret too. To send again you enter it anew.
flash-channel-removed = Removed. Nothing leaves this way any more.
channel-secret-kept = A secret is kept. Leave this empty to keep it.

channel-provider-twilio = Twilio
channel-provider-twilio-text = Account and token stand on the first page of the Twilio console. What you send costs what Twilio charges.
channel-twilio-account = Account SID
channel-twilio-token = Auth token
channel-twilio-sender = Sender
channel-twilio-home = Another address
channel-home-hint = Only for a simulator. Empty means Twilio itself.

channel-provider-smtp = Mail server (SMTP)
channel-provider-smtp-text = Your provider's page on “sending by SMTP” has these. The sender's address has to be one that the server may send for.
channel-smtp-host = Server
channel-smtp-port = Port
channel-smtp-security = Encryption
channel-smtp-username = User name
channel-smtp-password = Password
channel-smtp-sender = Sender's address
channel-smtp-sender-name = Sender's name
channel-security-starttls = STARTTLS (usually port 587)
channel-security-tls = TLS (usually port 465)
channel-security-none = None: only for a server of your operator

channel-limits = Limits
channel-a-day = Codes a day
channel-a-day-text = When this many have left within 24 hours, only customers whose number is verified get one, up to half as many again. It keeps strangers from spending your money. Notices to customers count by themselves, as many again.
channel-a-day-field = Codes within 24 hours, by SMS and by e-mail each
channel-countries = Countries
channel-countries-text = Codes go to {$country}, and to the countries you choose here. Numbers that cost extra never get one.
channel-countries-more = Also send to

channel-fault-account-refused = The provider does not let us in. Check account and secret.
channel-fault-account-on-trial = The account is on trial: the provider sends to verified numbers alone.
channel-fault-address-refused = This address may not be called from here. Check the server's name and port.
channel-fault-not-encrypted = This server does not encrypt. Choose another kind of encryption, or ask your operator.
channel-fault-not-reachable = Nobody answers at this address.
channel-fault-name-not-found = There is no server of this name.
channel-fault-provider-busy = The provider asks us to come again later.
channel-fault-provider-faulty = The provider has a fault of its own. Try again later.
channel-fault-timed-out = The provider took too long to answer.
channel-fault-connection-broken = The connection broke before there was an answer.
channel-fault-answer-not-readable = What answered does not speak as this provider does.
channel-fault-answer-too-large = What answered does not speak as this provider does.
channel-fault-message-refused = The provider refused.
channel-fault-sender-refused = The provider refused the sender.

field-channel-value-not-valid = Not in the form that the provider uses
field-not-a-number-here = A whole number, 0 to 1,000,000

alert-codes-ranges-title = Codes to unknown ranges of numbers are held back
alert-codes-ranges-means = Many codes went to ranges of numbers where nobody confirms any. Customers with a verified number, and new ones from ranges where codes were confirmed lately, still get theirs.
alert-codes-ranges-do = Nothing, when you did not expect many sign-ups: it looks like somebody spending your money, and it is stopped. One place comes back every five minutes.

alert-codes-mailbox-title = Codes to one mailbox are held back
alert-codes-mailbox-means = Ten codes went to one mailbox within a day, perhaps under many spellings of its address. More would only annoy whoever reads it. Customers with a verified address still get theirs.
alert-codes-mailbox-do = Nothing: it looks like somebody filling a stranger’s mailbox, and it is stopped.

fact-tenants-channel-changed = Channel for messages changed
fact-tenants-channel-tested = Channel for messages tested
fact-tenants-letter-arrived = A provider reported on a message
fact-identity-notice-given = A notice was sent on its way
fact-identity-codes-held-back = Codes are being held back
fact-identity-codes-running-low = Codes of the day are running low
fact-identity-send-settled = What became of a message

work-identity-send-code = Send a code
work-identity-send-notice = Send a notice
work-identity-read-letter = Read what a provider reported
work-identity-credit-the-range = Note that a range of numbers confirms its codes
