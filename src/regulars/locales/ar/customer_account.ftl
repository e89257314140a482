# حساب العميل نفسه، وإيقافه مدةً.
customer-account-title = الحساب
customer-account-status-none = بلا حساب
customer-account-status-active = نشط
customer-account-status-temporary = { state-temporary }
customer-account-status-suspended = موقوف
customer-account-status-blocked = محظور
customer-account-last = آخر دخول
customer-account-never = لم يدخل قط
customer-account-signed-in = داخل من
customer-account-failures = رموز خاطئة متتالية
customer-account-stopped = أُوقفت الرموز
customer-account-tries-back = منح محاولات جديدة
customer-account-end-all = إخراجه من كل مكان
signing-out-title = تسجيل خروج {$name} من كل مكان؟
signing-out-ends = { $count ->
    [zero] لم يسجّل دخوله من أي جهاز الآن.
    [one] ينتهي دخوله من جهاز واحد فورًا، ومنه التطبيقات.
    [two] ينتهي دخوله من جهازين فورًا، ومنهما التطبيقات.
    [few] ينتهي دخوله من {$count} أجهزة فورًا، ومنها التطبيقات.
    [many] ينتهي دخوله من {$count} جهازًا فورًا، ومنها التطبيقات.
   *[other] ينتهي دخوله من {$count} جهاز فورًا، ومنها التطبيقات.
}
signing-out-devices = تُعدّ هواتفه ومتصفحاته جديدة من الآن.
signing-out-back = يستطيع الدخول من جديد برمز متى شاء.
state-suspended = موقوف
served-suspended = هذا العميل موقوف مؤقتًا. راجع مديرك قبل تقديم الخدمة.
customer-suspend = إيقاف العميل مدةً
customer-unsuspend = إنهاء الإيقاف
customer-suspended-until = هذا العميل موقوف حتى {$when}.
shut-out-ends = { $count ->
    [zero] لن يستطيع الدخول. ولم يسجّل دخوله من أي جهاز الآن.
    [one] ينتهي دخوله من جهاز واحد فورًا، ومنه التطبيقات، ولن يستطيع الدخول من جديد.
    [two] ينتهي دخوله من جهازين فورًا، ومنهما التطبيقات، ولن يستطيع الدخول من جديد.
    [few] ينتهي دخوله من {$count} أجهزة فورًا، ومنها التطبيقات، ولن يستطيع الدخول من جديد.
    [many] ينتهي دخوله من {$count} جهازًا فورًا، ومنها التطبيقات، ولن يستطيع الدخول من جديد.
   *[other] ينتهي دخوله من {$count} جهاز فورًا، ومنها التطبيقات، ولن يستطيع الدخول من جديد.
}
suspension-title = إيقاف {$name}؟
suspension-warns = يظهر تنبيه في الكاشير قبل خدمته.
suspension-back = ينتهي من تلقاء نفسه، أو حين تنهيه.
suspension-for = المدة
suspension-day = يوم
suspension-week = أسبوع
suspension-month = شهر
suspension-time = حتى …
suspension-until = حتى (المنطقة الزمنية { $zone })
suspension-go = إيقاف العميل
field-not-a-time = أدخل اليوم والوقت
flash-customer-suspended = تم إيقاف العميل.
flash-customer-unsuspended = انتهى الإيقاف.
flash-customer-signed-out = تم إخراجه من كل مكان.
flash-customer-tries-back = مُنح محاولات جديدة للرموز.
fact-customers-signed-out = أخرجه موظف من كل مكان
