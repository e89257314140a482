code-sms = {$code} is your {$shop} code. It works for 5 minutes. Give it to nobody, not even to us.
code-email-subject = Your {$shop} code
code-email = Your code for {$shop} is:

    {$code}

    It works for 5 minutes. Give it to nobody, not even to us.

    If you did not ask for it, you need not do anything.
