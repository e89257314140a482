# Home: figures, growth, conversion, newest customers, what just happened.
nav-home = Home
shortcut-home = Go to home
home-title = Home
home-as-of = As of
home-as-of-means = Every change up to this moment is in the figures. They follow by a moment; an old time means that the worker is behind or stopped.
home-means = What this means
home-figures = Key figures
home-none = A fresh start
home-none-text = As soon as the first customers are here, this page tells how many there are, where they come from and how they grow. Serve somebody at the till, or set up your branches and staff first.
home-add-branches = Add branches
home-add-staff = Add staff
home-total = Customers
home-total-means = Everybody on your lists, deleted ones left out. In one branch: those who belong to it.
home-total-note = { $days ->
    [one] {$count} new today
   *[other] {$count} new in {$days} days
}
home-week = New this week
home-week-means = Who came in since the week began, today so far included. Compared with the same days of last week, the whole of their last day included.
home-week-note = {$count} on these days last week
home-full = Full customers
home-full-means = The share of all customers who left an e-mail besides name and phone.
home-full-note = {$full} of {$count}
home-blocked = Blocked
home-blocked-means = Customers whom somebody on your staff blocked, with a reason on their page.
home-blocked-note = { $count ->
    [0] Nobody is blocked
    [one] See who it is
   *[other] See who they are
}
home-same = No change
home-from-nothing = From none
home-growth = New customers
home-growth-means = Who came in on each day of your time zone, by the stage at which they came. Deleted customers are taken out of the past too. The first and the last column may be cut short by the period.
home-growth-picture = Columns of new customers over the period, stacked by stage. The same numbers stand in the table below.
home-period = Period
home-days = { $count ->
    [one] Today
    [365] 1 year
   *[other] {$count} days
}
home-by-day = By day
home-by-week = By week
home-by-month = By month
home-came = { $count ->
    [one] new customer
   *[other] new customers
}
home-came-before = {$count} on the same weekdays before
home-numbers = Show the numbers
home-column-day = Day
home-column-week = Week
home-column-month = Month
home-column-branch = Branch
home-column-language = Language
home-column-all = All
home-column-part = Share
home-ways = From stage to stage
home-ways-means = The percentage is of customers who reached the lower stage in this period: how many of them have reached the higher one by now. Below it, upgrades made in this period, whenever those customers came; half of them took no longer than the days given. From guest to full counts the way by stub too.
home-way-guest-to-stub = Guest to stub
home-way-stub-to-full = Stub to full
home-way-guest-to-full = Guest to full
home-way-reached = { $count ->
    [0] Nobody entered in this period
   *[other] {$reached} of {$count} who entered
}
home-way-made = { $count ->
    [one] 1 upgrade
   *[other] {$count} upgrades
}
home-way-median = { $count ->
    [0] half on the same day
    [one] half within 1 day
   *[other] half within {$count} days
}
home-newest = Newest customers
home-newest-all = All
home-newest-none = Nobody yet.
home-branches = By branch
home-branches-means = The branch a customer belongs to now. Who moves to another branch is counted there, with their past.
home-branch-none = No branch
home-branch-others = { $count ->
    [one] 1 more
   *[other] {$count} more
}
home-languages = By language
home-languages-means = The language a customer wants to be spoken to in, if anybody asked.
home-language-none = Not stated
home-shares-none = Nobody to count.
home-happened = What just happened
home-happened-none = Nothing happened lately.
