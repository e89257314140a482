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
fact-customers-verified = وثّق هاتفًا أو بريدًا برمز
fact-customers-identifier-passed-on = صار هاتفه أو بريده لمن أثبته
fact-customers-entry-refused = لم يُسمح له بالدخول لأنه محظور أو موقوف
fact-customers-suspended = أُوقف
fact-customers-unsuspended = انتهى إيقافه
fact-customers-duplicates-noted = قد يكون عميلًا معروفًا من قبل
fact-customers-duplicate-settled = رُوجع بوصفه سجلًا يُحتمل تكراره
notice-phone-begun-anew = من { $shop }: لديك الآن حساب جديد بهذا الرقم. كان له حساب قديم لم يُستخدم منذ مدة طويلة، ولا يُفتح بهذا الرقم. إن كان لك فأخبرنا.
notice-email-begun-anew = لديك الآن حساب جديد بهذا العنوان. كان له حساب قديم لم يُستخدم منذ مدة طويلة، ولا يُفتح به. إن كان لك فأخبرنا.
notice-email-begun-anew-subject = حسابك الجديد لدى { $shop }
notice-phone-passed-on = أثبت شخص آخر أن رقم هاتفك القديم صار له. لم يعد الرقم في حسابك، ولم يتغير شيء آخر. ادخل بهذا العنوان لتضيف رقمك الجديد.
notice-phone-passed-on-subject = رقم هاتفك لدى { $shop }
notice-email-passed-on = من { $shop }: أثبت شخص آخر أن بريدك القديم صار له. لم يعد البريد في حسابك، ولم يتغير شيء آخر.

# السجلات المحتمل تكرارها: سجلان قد يكونان لشخص واحد.
duplicates-title = سجلات يُحتمل تكرارها
duplicates-text = سجلان قد يكونان للشخص نفسه. لا يُدمج شيء هنا: قل إنهما شخصان مختلفان، أو علّمهما للدمج.
duplicates-count = { $count ->
    [zero] لا سجلات يُحتمل تكرارها
    [one] سجل واحد يُحتمل تكراره
    [two] سجلان يُحتمل تكرارهما
    [few] { $count } سجلات يُحتمل تكرارها
    [many] { $count } سجلًا يُحتمل تكراره
   *[other] { $count } سجل يُحتمل تكراره
}
duplicates-state-open = بانتظار النظر
duplicates-state-to-merge = معلَّمة للدمج
duplicates-state-dismissed = أشخاص مختلفون
duplicates-why-several = سجّل بهاتف أو بريد موجود في عدة سجلات
duplicates-why-has-account = سجّل بهاتف أو بريد موجود في سجل له حساب آخر
duplicates-why-passed-on = لم يُستخدم الهاتف أو البريد منذ مدة طويلة فانتقل إلى غيره
duplicates-why-held = أُثبت للموظفين هاتف أو بريد يملكه سجل آخر
duplicates-earlier = السجل الأسبق
duplicates-later = السجل الأحدث
duplicates-dismiss = شخصان مختلفان
duplicates-mark = علّم للدمج
duplicates-reopen = انظر فيه مجددًا
duplicates-first = الصفحة الأولى
duplicates-none-open = لا سجلات يُحتمل تكرارها
duplicates-none-to-merge = لا شيء معلَّم للدمج
duplicates-none-dismissed = لم يُستبعد شيء
duplicates-none-text = تظهر الأزواج هنا حين يسجّل أحد بهاتف أو بريد موجود في أكثر من سجل.

# الإعدادات: متى لا يكفي الرقم وحده إثباتًا.
general-proofs = أرقام تنتقل إلى غير أصحابها
general-proofs-text = تعطي الشبكات الرقم القديم لشخص آخر. بعد انقطاع طويل لا يكفي رمز إلى الرقم وحده لفتح الحساب.
general-months = أشهر بلا دخول
general-months-hint = من 1 إلى 36، والمعتاد تسعة. بعدها يُطلب إثبات ثانٍ، أو يبدأ سجل جديد.
field-months-out-of-range = عدد صحيح من الأشهر، من 1 إلى 36
