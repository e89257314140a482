# القائمة وصفحة العميل ونماذجها.
customers-title = العملاء
customers-count = { $count ->
    [zero] لا عملاء
    [one] عميل واحد
    [two] عميلان
    [few] {$count} عملاء
    [many] {$count} عميلًا
   *[other] {$count} عميل
}
customers-new = عميل جديد
customers-search = البحث في العملاء
customers-search-hint = الاسم أو الهاتف أو البريد أو رقم العميل
customers-none = لا يوجد عملاء بعد
customers-none-text = سيظهرون هنا فور إضافة أول عميل من الكاشير أو واجهة API أو الاستيراد.
customers-first = إضافة أول عميل
customers-to-till = فتح الكاشير
customers-none-found = لا توجد نتائج مطابقة
customers-none-found-text = راجع الكتابة، أو جرّب جزءًا آخر من الاسم أو الرقم، أو أزل التصفية.
customers-clear = مسح البحث
customers-make-this = إضافة هذا العميل
customers-arrived = { $count ->
    [zero] {$shown} عميل جديد
    [one] عميل جديد
    [two] عميلان جديدان
    [few] {$shown} عملاء جدد
    [many] {$shown} عميلًا جديدًا
   *[other] {$shown} عميل جديد
}
filter-all = الكل
column-customer = العميل
column-number = الرقم
column-phone = الهاتف
column-stage = المرحلة
column-branch = الفرع
column-created = تاريخ الإضافة
pages-previous = السابق
pages-next = التالي
pages-more = عرض المزيد

customer-nameless-guest = زائر بلا اسم
customer-nameless-stub = بلا اسم
customer-nameless-full = بلا اسم
customer-copy-number = نسخ رقم العميل
customer-copy-phone = نسخ رقم الهاتف
customer-copy-email = نسخ البريد الإلكتروني
customer-edit = تعديل
customer-upgrade = ترقية
customer-delete = حذف العميل
customer-restore = استعادة
customer-block = حظر العميل
customer-unblock = رفع الحظر عن العميل
customer-more = إجراءات أخرى
customer-reveal-phone = إظهار رقم الهاتف كاملًا
customer-reveal-email = إظهار البريد كاملًا
customer-reveal-hint = إظهاره كاملًا. يُسجَّل ذلك باسمك.
customer-blocked-title = هذا العميل محظور.
customer-deleted-title = هذا العميل محذوف.
customer-deleted-text = لا يظهر في القوائم ولا في البحث، ويمكن استعادته.
customer-held-by = بواسطة {$actor}، {$day}.

details-title = البيانات
details-phone = الهاتف
details-email = البريد
details-birth-date = تاريخ الميلاد
details-gender = الجنس
details-language = اللغة
details-branch = الفرع
details-created = عميل منذ
details-verified = موثّق
details-shared = مشترك
tags-title = الوسوم
tags-none = لا توجد وسوم.
preferences-title = التفضيلات
preferences-none = لم يُسجَّل شيء بعد.
preferences-hint = اكتب اسم التفضيل بحروف لاتينية وأرقام فقط.
preference-name = التفضيل
preference-value = ما يفضّله
preference-add = إضافة تفضيل
preference-remove = إزالة هذا التفضيل
timeline-title = السجل الزمني
timeline-none = لم يحدث شيء بعد.
timeline-earlier = عرض الأقدم

form-customer-new = عميل جديد
form-customer-edit = تعديل بيانات العميل
form-customer-upgrade = ترقية العميل
form-upgrade-lead = يحتفظ العميل برقمه وسجله. ولا يمكن الرجوع إلى مرحلة سابقة.
form-save-new = إضافة العميل
form-save-edit = حفظ التغييرات
form-save-upgrade = ترقية
form-stage = المرحلة
form-stage-hint = الزائر لا يحتاج إلى شيء، والأوّلي يحتاج إلى اسم وهاتف، والكامل إلى بريد إلكتروني أيضًا.
form-name = الاسم
form-company-name = اسم الشركة
form-name2 = الاسم بالحروف الأخرى
form-phone = الهاتف
form-email = البريد الإلكتروني
form-birth-date = تاريخ الميلاد
form-gender = الجنس
form-language = اللغة
form-branch = الفرع
form-tags = الوسوم
form-tags-hint = افصل بين الوسوم بفاصلة. لا تكتب فيها أسماء أشخاص.
form-is-company = هذا العميل شركة
form-conflict-title = عدّل شخص آخر بيانات هذا العميل في هذه الأثناء.
form-conflict-text = لم تُحفظ تعديلاتك. حمّل أحدث نسخة ثم أدخلها من جديد.
form-conflict-load = تحميل أحدث نسخة

candidate-open = فتح
candidate-shared = شخص آخر بالرقم نفسه
candidate-shared-hint = كثيرًا ما تشترك العائلة في هاتف واحد.

deletion-title = حذف {$name}؟
deletion-hidden = لن يظهر في القوائم ولا البحث ولا الكاشير.
deletion-phone-free = يصبح هاتفه وبريده متاحين لعميل آخر.
deletion-kept = يبقى سجله ورقم العميل محفوظين.
deletion-undo = يمكنك استعادته في أي وقت.
deletion-go = حذف العميل

restoration-title = الهاتف مسجّل الآن لعميل آخر
restoration-lead = أُعطي هذا الهاتف لعميل آخر بعد الحذف. هل تستعيد العميل على أن يتشاركا الرقم؟
restoration-elsewhere = أُعطي هذا الهاتف لعميل في فرع آخر بعد الحذف. هل تستعيد العميل على أن يتشاركا الرقم؟
restoration-go = استعادة ومشاركة الهاتف

blocking-title = حظر {$name}؟
blocking-warns = يظهر تنبيه في الكاشير قبل خدمته.
blocking-kept = يُحفظ السبب واسمك في السجل الزمني.
blocking-back = يمكنك رفع الحظر في أي وقت.
blocking-reason = السبب
blocking-reason-hint = يستطيع قراءته كل موظف يفتح صفحة العميل.
blocking-go = حظر العميل
unblocking-title = رفع الحظر عن {$name}؟
unblocking-lead = سيُخدم من جديد كغيره من العملاء.
unblocking-reason = سبب الحظر:
unblocking-go = رفع الحظر

customer-tabs = العميل
customer-tab-overview = نظرة عامة
customer-tab-addresses = العناوين
customer-tab-timeline = السجل الزمني
customer-tab-history = سجل التغييرات
customer-tab-looks = من اطّلع
timeline-newest = آخر ما حدث
timeline-all = عرض الكل
