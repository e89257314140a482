arrivals-title = What arrived
arrivals-lead = Messages that this demo would have sent. None of them left this machine.
arrivals-none = Nothing yet. Ask for a code, and it shows up here within a moment.
arrivals-sms = SMS
arrivals-email = E-mail
arrivals-from = From
arrivals-parts = { $count ->
    [one] 1 part
   *[other] {$count} parts
}
arrivals-state-queued = On its way
arrivals-state-sent = Sent
arrivals-state-delivered = Delivered
arrivals-state-undelivered = Not delivered
