# الملفات التي تغادر المكان: النافذة وصفحة الملف والأعمال الجارية وما يُكتب عنها.
export-open = تصدير
export-title-customers = تصدير هؤلاء العملاء
export-title-changes = تصدير هذه التغييرات
export-title-looks = تصدير هذه الاطلاعات
export-rows = { $count ->
    [zero] لا صفوف
    [one] صف واحد
    [two] صفان
    [few] {$count} صفوف
    [many] {$count} صفًا
   *[other] {$count} صف
}
export-rows-more = أكثر من { $count ->
    [zero] لا شيء
    [one] صف واحد
    [two] صفين
    [few] {$count} صفوف
    [many] {$count} صفًا
   *[other] {$count} صف
}
export-none = لا شيء للتصدير بهذه المرشحات.
export-at-once = يصلك الملف فورًا.
export-by-worker = هذا يستغرق أكثر من صفحة. يُعدّ الملف في الخلفية، وتجده في قائمة الأعمال في الأعلى ليوم واحد.
export-columns-shown = أعمدة القائمة
export-columns-shown-hint = الاسم والأعمدة التي اخترتها للقائمة
export-columns-all = الكل
export-columns-all-hint = كل ما يمكن استيراده من جديد
export-phones = أرقام الهواتف والبريد
export-phones-full = كاملة
export-phones-full-hint = كما هي، ليمكن استيرادها من جديد
export-phones-masked = محجوبة
export-phones-masked-hint = كما تظهر في القائمة
export-logged = يُكتب في سجل التدقيق أنك صدّرت هذا.
export-logged-customers = يُكتب في سجل التدقيق كل عميل في الملف مع اسمك.
export-take = تنزيل
export-make = إعداد الملف
export-size = {$size} كيلوبايت
export-until = متاح هنا حتى
export-yours = لا ينزّله أحد سواك.
export-may-leave = يمكنك مغادرة هذه الصفحة؛ قائمة الأعمال في الأعلى تخبرك حين يجهز.
export-call-off = إلغاء
export-asked = طُلب في
export-filter-q = البحث
export-filter-stage = المرحلة
export-filter-state = الحالة
export-filter-tongue = اللغة
export-filter-tag = الوسم
export-filter-branch = الفرع
export-filter-sort = الترتيب
export-filter-actor = الفاعل
export-filter-subject = عن
export-filter-kind = النوع
export-filter-purpose = الغرض
export-filter-span = الأيام
export-filter-since = من
export-filter-until = إلى
flash-export-begun = يُعدّ الملف الآن. تجده في قائمة الأعمال في الأعلى.
task-export-customers = العملاء في ملف
task-export-changes = التغييرات في ملف
task-export-looks = الاطلاعات في ملف
task-export-ready = جاهز
task-export-not-allowed = توقف: لم يعد هذا مسموحًا لك
task-export-too-large = توقف: أكبر مما يسعه ملف. ضيّق الطلب، بالأيام مثلًا
task-called-off = أُلغي
task-so-far-open = { $count ->
    [zero] لا شيء حتى الآن
    [one] واحد حتى الآن
    [two] اثنان حتى الآن
    [few] {$count} حتى الآن
    [many] {$count} حتى الآن
   *[other] {$count} حتى الآن
}
error-exports-too-many = طلبت ملفات كثيرة مؤخرًا. خذ ما جهز منها أو انتظر حتى يكتمل إعدادها.
error-export-not-ready = هذا الملف لم يُعدّ بعد، أو تعذّر إعداده.
scope-exports-write = إخراج ما يحق له قراءته في ملفات
fact-exports-asked = طُلب تصدير
fact-exports-made = صُدّر في ملف
fact-exports-downloaded = نُزّل ملف مُصدَّر
work-exports-make-the-file = إعداد ملف
