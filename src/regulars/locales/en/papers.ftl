# A customer's own papers in their portal: handed in, how they stand, taken back.
portal-papers-title = Verify who you are
portal-papers-text = Papers you handed in, and what came of them
portal-papers-lead = Some things the shop may only sell or do when it has seen a paper of yours.
portal-papers-asked-title = The shop asks you for a paper
portal-papers-asked-until = Until { $day }
portal-papers-contacts = Phone and e-mail
portal-papers-yours = Your papers
portal-papers-none = You have not handed in anything yet.
portal-papers-unproven = Not verified yet
portal-papers-prove = Verify
portal-papers-prove-phone = Verify your phone
portal-papers-prove-email = Verify your e-mail

portal-paper-requested = The shop waits for it
portal-paper-pending = Somebody at the shop will look at it
portal-paper-approved = Checked and accepted
portal-paper-approved-until = Checked and accepted, counts until { $day }
portal-paper-rejected = Not accepted
portal-paper-expired = Its time is over
portal-paper-withdrawn = Taken back
portal-paper-handed = Handed in { $day }

portal-paper-why-unreadable = It could not be read. Send a sharp picture in good light.
portal-paper-why-incomplete = Part of it was missing. Send all of it, both sides.
portal-paper-why-differs = It says something else than your account. Please talk to the shop.
portal-paper-why-expired-paper = The paper itself has expired. Send a valid one.
portal-paper-why-not-genuine = The shop could not accept it. Please talk to the shop.

portal-paper-new = Hand in a paper
portal-paper-document = Which paper
portal-paper-front = Front, or the only page
portal-paper-back = Back
portal-paper-photo = Take a photo
portal-paper-file = Choose a file
portal-paper-hint = A photo or a PDF, up to 5 MB.
portal-paper-light = Lay it flat, in good light, with all four corners in the picture.
portal-paper-go = Hand it in
portal-paper-sending = On its way …
portal-paper-lost = It did not arrive. Check your connection and try again.
portal-paper-kept = { $days ->
    [0] It is locked under your own key. Only the shop’s reviewers open it, each time is written down, and it is deleted with the decision.
    [one] It is locked under your own key. Only the shop’s reviewers open it, each time is written down, and it is deleted one day after the decision.
   *[other] It is locked under your own key. Only the shop’s reviewers open it, each time is written down, and it is deleted { $days } days after the decision.
}
portal-paper-back-again = Take it back
portal-paper-back-again-text = While nobody has decided you can take it back. The picture is deleted at once.
portal-flash-paper-handed-in = Thank you. You hear from the shop when it was looked at.
portal-flash-paper-taken-back = Taken back, and the picture is deleted.
error-papers-too-many = You have handed in many papers today. Try again tomorrow, or ask the shop.
