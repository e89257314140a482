# التسجيل والدخول: الرفض والوقائع وما يقال لأصحاب الشأن.
error-otp-invalid = هذا الرمز غير صحيح أو لم يعد صالحًا. اطلب رمزًا جديدًا.
error-otp-too-often = طُلبت الرموز أو أُدخلت مرات كثيرة. أعد المحاولة لاحقًا.
error-identifier-held = أثبت عميل آخر أن هذا الهاتف أو البريد له. راجع السجلات المحتمل تكرارها.
error-already-suspended = هذا العميل موقوف حتى ذلك الوقت من قبل.
error-not-suspended = هذا العميل غير موقوف.
field-phone-or-email = أدخل رقم هاتف أو بريدًا إلكترونيًا، واحدًا منهما.
field-only-for-verification = هذا للتحقق من هاتف العميل أو بريده فقط.
field-time-in-past = مضى هذا الوقت.
field-time-too-late = هذا بعد أكثر من سنة. احظر العميل بدلًا من ذلك.
field-time-without-zone = اكتب الوقت مع منطقته الزمنية.
fact-customers-verified = { $kind ->
    [phone] أثبت هاتفه برمز
    [email] أثبت بريده برمز
   *[other] أثبت هويته
}
fact-customers-identifier-passed-on = { $kind ->
    [phone] صار هاتفه لمن أثبته
    [email] صار بريده لمن أثبته
   *[other] لم يعد يوصَل إليه كما كان
}
fact-customers-entry-refused = لم يُسمح له بالدخول لأنه محظور أو موقوف
fact-customers-suspended = أُوقف
fact-customers-unsuspended = انتهى إيقافه
fact-customers-duplicates-noted = قد يكون عميلًا معروفًا من قبل
fact-customers-duplicate-settled = { $state ->
    [dismissed] تبيّن أنه شخص آخر
    [to_merge] عُلّم للدمج
   *[other] أُعيد إلى السجلات المحتمل تكرارها
}
notice-phone-begun-anew = { $shop }: لديك الآن حساب جديد بهذا الرقم. كان له حساب قديم لم يُستخدم منذ مدة طويلة، ولا يُفتح بهذا الرقم. إن كان لك فأخبرنا.
notice-email-begun-anew = لديك الآن حساب جديد بهذا العنوان. كان له حساب قديم لم يُستخدم منذ مدة طويلة، ولا يُفتح به. إن كان لك فأخبرنا.
notice-email-begun-anew-subject = حسابك الجديد لدى { $shop }
notice-phone-passed-on = أثبت شخص آخر أن رقم هاتفك القديم صار له. لم يعد الرقم في حسابك، ولم يتغير شيء آخر. ادخل بهذا العنوان لتضيف رقمك الجديد.
notice-phone-passed-on-subject = رقم هاتفك لدى { $shop }
notice-email-passed-on = { $shop }: أثبت شخص آخر أن بريدك القديم صار له. لم يعد البريد في حسابك، ولم يتغير شيء آخر.
