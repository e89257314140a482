# Background work: how it stands, what was given up and why.
settings-jobs = Background work
jobs-waiting = Waiting
jobs-running = Running
jobs-put-off = To be tried again
jobs-done = Done in the last hour
jobs-dead = Given up
jobs-oldest = The oldest waits since
jobs-all-done = Nothing waits.
column-work = Work
jobs-failures = Given up
jobs-no-failures = Nothing was given up
jobs-no-failures-text = What fails is tried again with growing waits, eight times. What fails even then will stand here with the reason.
jobs-requeue = Try again
jobs-requeue-all = { $count ->
    [one] Try one again: {$work}
   *[other] Try all {$count} again: {$work}
}
jobs-requeue-asked = It will be tried again in a moment.
jobs-tries = { $count ->
    [one] failed once
   *[other] failed {$count} times
}
jobs-first = From the start
jobs-discard = Put aside
jobs-discard-title = Put this work aside?
jobs-discard-never = It is never tried again, and what it would have done stays undone.
jobs-discard-kept = That you put it aside is written in the audit trail.
flash-job-requeued = It will be tried again in a moment.
flash-job-discarded = Put aside.

work-customers-tally-customers-by-stage = Counting customers by stage
work-customers-move-days-to-another-time-zone = Moving days to another time zone
work-audit-verify-the-chain = Verifying the audit trail
work-jobs-requeue-what-was-asked = Trying work again
work-jobs-requeue-a-whole-kind = Trying work of one kind again
work-jobs-discard-what-was-asked = Putting work aside
reason-unknown = for a reason that was not kept
reason-unknown-reaction = this release does not know this work
reason-worker-died = the worker died over it, three times
reason-later-too-long = it was put off for thirty days
reason-unavailable = the database refused it each time
reason-timeouterror = it took too long each time

fact-jobs-requeue-asked = Background work to be tried again
fact-jobs-requeue-of-kind-asked = All background work of one kind to be tried again
fact-jobs-discard-asked = Background work put aside
