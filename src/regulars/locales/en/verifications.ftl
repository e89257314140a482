# Proofs and papers: the card, the queue, the review, ages; and what a customer is told.
nav-verifications = Verifications
shortcut-verifications = Go to verifications
settings-verifications = Verification
purpose-verification = checking papers
scope-customers-age = Ask whether somebody is of age, without a birth date
scope-customers-birth-date = See birth dates
scope-verifications-review = Look at papers and decide about them

document-phone = Phone
document-email = E-mail
document-id-card = ID card
document-passport = Passport
document-residence-permit = Residence permit
document-driving-licence = Driving licence
document-commercial-registration = Commercial registration
document-other = Another paper

verification-requested = Asked for
verification-pending = Waiting for review
verification-approved = Verified
verification-rejected = Not accepted
verification-expired = Expired
verification-withdrawn = Withdrawn

rejection-unreadable = Cannot be read
rejection-incomplete = Not all of it is there
rejection-differs = Says something else than the record
rejection-expired-paper = The paper has expired
rejection-not-genuine = Does not look genuine

form-birth-date-kept = Known, and not shown to you. Type another day only to replace it.

proofs-title = Verified
proofs-none = Nothing has been verified yet.
proof-unproven = not verified
proof-since = since { $day }
proof-until = until { $day }
proof-asked-for = asked for on { $day }
proof-handed-in = handed in on { $day }
ages-title = Of age for

age-yes = yes
age-no = no
age-unknown = not known
age-evidence-declared = From a birth date that was said
age-evidence-document = Proven by a paper
age-evidence-none = No birth date is known
age-category-alcohol = Alcohol
age-category-tobacco = Tobacco
age-category-energy-drinks = Energy drinks
age-category-medicines = Medicines
age-category-knives = Knives
age-category-fireworks = Fireworks
age-category-games = Games and films
age-category-other = Other goods

paper-new = Paper
paper-ask = Ask for one
paper-title = A paper of { $name }
paper-ask-title = Ask { $name } for a paper
paper-document = Kind of paper
paper-front = Front, or the only page
paper-back = Back
paper-sealed = It is kept under this customer’s own key and deleted some days after the decision.
paper-other-eyes = Somebody else than you decides about it.
paper-hint = A photo (JPEG, PNG, WebP) or a PDF, up to 5 MB each.
paper-ask-hint = They are told where to hand it in, if their phone or e-mail is verified. It stands on their page until then.
paper-go = Hand in
paper-ask-go = Ask
paper-not-wanted = No longer wanted
flash-paper-handed-in = Handed in for review
flash-paper-asked-for = Asked for
flash-paper-not-wanted = No longer asked for
flash-verification-approved = Verified
flash-verification-rejected = Not accepted
flash-verification-withdrawn = The verification no longer counts

queue-states = State
queue-pending = Waiting
queue-requested = Asked for
queue-approved = Verified
queue-rejected = Not accepted
queue-expired = Expired
queue-any-kind = Any paper
queue-own = Handed in by you
queue-none-pending = Nothing waits
queue-none-other = None here
queue-none-text = Papers that customers or colleagues hand in wait here, the oldest first.

review-title = Review a paper
review-papers = What was handed in
review-page = Page { $place }
review-open = Open in full size
review-pdf = A PDF is not shown here. Save it, and look at it with care.
review-download = Save the PDF
review-gone = The paper was deleted
review-gone-text = Only what came of it is kept.
review-nothing = Nothing was handed in yet
review-nothing-text = It was asked for and is still awaited.
review-said = What the record says
review-number = Customer
review-handed = Handed in
review-decided = Decided
review-until = Counts until
review-reason = Why
review-note = Note
review-until-field = Counts until
review-until-hint = The last day on the paper. Empty: without end.
review-birth-field = Birth date on the paper
review-birth-hint = Fill this in to prove the age.
review-approve = Accept
review-reject = Do not accept
review-reject-go = Send back
review-note-field = Note for colleagues
review-note-hint = The customer is told the reason, not the note.
review-ask-again = Ask for it again
review-kept = { $days ->
    [0] The paper is deleted with the decision.
    [one] The paper is deleted one day after the decision.
   *[other] The paper is deleted { $days } days after the decision.
}
review-withdraw = This should not have been accepted
review-withdraw-text = The verification stops counting at once, and the paper is deleted.
review-withdraw-go = Withdraw
review-meanwhile = Somebody else was quicker. This is how it stands now; nothing of yours was saved.

rules-papers = Papers
rules-papers-text = Only the outcome stays. The pictures go.
rules-kept = Days kept after the decision
rules-kept-hint = 0 to 365. Enough to answer a question, no more.
rules-wait = Days a request waits
rules-wait-hint = 1 to 365. Then it lapses, and what was handed in is deleted.
rules-ages = Ages
rules-ages-text = From which age you sell what, as your law has it. Staff and apps are told yes, no or not known, never the birth date.
rules-needs-document = only with a paper

error-own-paper = You handed this in yourself: somebody else decides about it.
error-verification-closed = This was decided, withdrawn or has lapsed meanwhile.
error-verification-open = A paper of this customer is asked for or waits already.
field-paper-too-large = This is too large: 5 MB and 24 million pixels at most.
field-paper-not-readable = This is neither a picture nor a PDF that can be read.
field-paper-not-safe = This PDF holds more than pages. Send a plain scan or a photo.
field-until-not-ahead = Choose a day from today on, within 20 years.
field-birth-date-differs = The record says another day. Send it back, or correct the record first.
field-number-out-of-range = This number is too small or too large.
field-category-without-age = No age is set for this. Set one in the settings.

fact-identity-verification-requested = A paper was asked for or handed in
fact-identity-verification-decided = A paper was decided about
fact-identity-verification-ended = A verification stopped counting
fact-tenants-verification-rules-changed = Rules for papers and ages changed

notice-paper-asked = { $shop } asks you for a paper. Hand it in here: { $link }
notice-paper-asked-subject = A paper is needed from you
notice-paper-approved = { $shop }: your paper was checked and accepted.
notice-paper-approved-subject = Your paper was accepted
notice-paper-unreadable = { $shop }: your paper could not be read. Please send a sharp, complete picture: { $link }
notice-paper-unreadable-subject = Please send your paper again
notice-paper-incomplete = { $shop }: part of your paper was missing. Please send all of it: { $link }
notice-paper-incomplete-subject = Please send your paper again
notice-paper-differs = { $shop }: your paper says something else than your account. Please talk to us.
notice-paper-differs-subject = Your paper could not be accepted
notice-paper-expired-paper = { $shop }: your paper has expired. Please send a valid one: { $link }
notice-paper-expired-paper-subject = Please send a valid paper
notice-paper-not-genuine = { $shop }: your paper could not be accepted. Please talk to us.
notice-paper-not-genuine-subject = Your paper could not be accepted
