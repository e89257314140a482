# لوحة الأوامر.
palette-title = انتقل أو نفّذ أو ابحث
palette-hint = عميل أو صفحة أو إجراء
palette-commands = الصفحات والإجراءات
palette-people = العملاء
palette-recent = خُدموا مؤخرًا
palette-none = لا نتائج. جرّب رقم هاتف أو رقم عميل أو اسم صفحة.
palette-found =
    { $count ->
        [zero] لا نتائج
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $count } نتائج
        [many] { $count } نتيجة
       *[other] { $count } نتيجة
    }
palette-new-customer = عميل جديد
palette-new-branch = فرع جديد
palette-new-staff = حساب موظف جديد
palette-new-key = مفتاح API جديد
palette-blocked = العملاء المحظورون
palette-suspended = العملاء الموقوفون
palette-deleted = العملاء المحذوفون
palette-english = التبديل إلى الإنجليزية
palette-arabic = التبديل إلى العربية
palette-light = المظهر الفاتح
palette-dark = المظهر الداكن
