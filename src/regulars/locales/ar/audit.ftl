# سجل التدقيق: ما الذي تغيّر، ومن اطّلع، وإلى أين ثبتت السلسلة.
nav-audit = التدقيق
shortcut-audit = فتح سجل التدقيق
audit-title = سجل التدقيق
audit-tab-changes = التغييرات
audit-tab-looks = الاطّلاعات

audit-subject = رقم العميل أو معرّفه
audit-subject-hint = رقم العميل، مثل CUST-00042
flash-audit-subject-unknown = لا عميل بهذا الرقم. اكتب رقم عميل أو معرّفًا؛ أما الأسماء والهواتف فيُبحث عنها في صفحة العملاء.
audit-actor = من قام بذلك
audit-actor-any = أي شخص
audit-actor-others = غيرهم
audit-actor-customer = العملاء أنفسهم
audit-actor-import = عمليات الاستيراد
audit-actor-system = النظام
audit-actor-operator = المشغّل
audit-kind-changes = ماذا حدث
audit-kind-looks = كيف اطّلعوا
audit-kind-any-changes = أي حدث
audit-kind-any-looks = أي اطّلاع
audit-room-audit = سجل التدقيق
audit-room-customers = العملاء
audit-room-identity = الموظفون والمفاتيح
audit-room-jobs = مهام الخلفية
audit-room-tenants = النشاط
audit-purpose = الغرض
audit-purpose-any = أي غرض
audit-span = متى
audit-span-any = أي وقت
audit-span-today = اليوم
audit-span-7 = آخر 7 أيام
audit-span-30 = آخر 30 يومًا
audit-span-days = أيام مختارة
audit-span-choose = اختيار الأيام
audit-since = من
audit-until = إلى
audit-zone = الأيام بتوقيت {$zone}.
audit-apply = تطبيق
audit-clear = مسح التصفية
audit-about = عن
audit-about-anybody = عن أي شخص
audit-told-at = وقع في
audit-newer = الأحدث
audit-older = الأقدم
audit-look-on = متابعة البحث في الأقدم
audit-none-yet = لا نتائج في هذا الجزء
audit-none-yet-text = لا شيء في أحدث القيود يطابق التصفية، وهناك قيود أقدم.
audit-none-found = لا نتائج تطابق هذه التصفية
audit-none-found-text = جرّب مدة أطول أو شروطًا أقل.
audit-none-changes = لم يحدث شيء بعد
audit-none-changes-text = سيظهر هنا كل تغيير في عميل أو فرع أو إعداد أو حساب موظف، مع من أجراه.
audit-none-looks = لم يطّلع أحد بعد
audit-none-looks-text = سيظهر هنا كل من عُرضت عليه بيانات عميل، ومتى ولماذا.

subject-customer = عميل
subject-staff = حساب موظف
subject-api-key = مفتاح API
subject-branch = فرع
subject-tenant = النشاط
subject-job = مهمة في الخلفية
subject-account = حساب عميل
subject-alert = تنبيه
subject-challenge = رمز تحقق
subject-channel = قناة رسائل
subject-credential = وسيلة دخول
subject-flag = ميزة
subject-letter = تقرير من مزوّد
subject-notice = إشعار
subject-send = رسالة

look-listed = رأى في قائمة
look-read = فتح
look-revealed = رأى الهاتف أو البريد كاملًا
look-exported = صدّر إلى ملف
look-others = { $count ->
    [zero] ولا أحد غيره
    [one] وعميل آخر
    [two] وعميلان آخران
    [few] و{$count} عملاء آخرين
    [many] و{$count} عميلًا آخر
   *[other] و{$count} عميل آخر
}
look-people = { $count ->
    [zero] لا عملاء
    [one] عميل واحد
    [two] عميلان
    [few] {$count} عملاء
    [many] {$count} عميلًا
   *[other] {$count} عميل
}
place-till = في الكاشير
place-list = في قائمة العملاء
place-customer = في صفحة العميل
place-audit = في سجل التدقيق
place-console = في لوحة الموظفين
place-api = عبر واجهة API
place-other = في مكان آخر
purpose-service = الخدمة
purpose-till = خدمة العميل أمام الكاشير
purpose-support = الدعم
purpose-delivery = التوصيل
purpose-billing = الفوترة
purpose-privacy = الخصوصية
purpose-integration = برنامج آخر

looks-title = من اطّلع
looks-text = كل من عُرضت عليه بيانات هذا العميل، وأنت أيضًا الآن.
looks-none = لا أحد من هنا
looks-none-text = لم يطّلع أحد على هذا العميل من الفرع الذي أنت فيه.
looks-in-audit = في سجل التدقيق

chain-never = { $count ->
    [zero] لا قيود في السلسلة بعد.
    [one] قيد واحد في السلسلة، ولم يتحقق منه أحد بعد.
    [two] قيدان في السلسلة، ولم يتحقق منهما أحد بعد.
    [few] {$count} قيود في السلسلة، ولم يتحقق منها أحد بعد.
    [many] {$count} قيدًا في السلسلة، ولم يتحقق منها أحد بعد.
   *[other] {$count} قيد في السلسلة، ولم يتحقق منها أحد بعد.
}
chain-whole = { $count ->
    [zero] لا قيود في السلسلة بعد.
    [one] القيد الوحيد في السلسلة كما كُتب.
    [two] القيدان في السلسلة كما كُتبا.
    [few] القيود في السلسلة، وعددها {$count}، كلها كما كُتبت.
    [many] القيود في السلسلة، وعددها {$count}، كلها كما كُتبت.
   *[other] القيود في السلسلة، وعددها {$count}، كلها كما كُتبت.
}
chain-partly = تم التحقق حتى القيد {$place} من {$count}.
chain-broken = القيد {$place} ليس كما كُتب.
chain-broken-text = غيّر أحدهم ما كُتب هناك أو أزاله أو بدّل ترتيبه. لا تغيّر شيئًا، وأخبر من يشغّل هذا النظام.
chain-verify = تحقّق الآن
chain-going-on = يجري التحقق من السلسلة في الخلفية، ويمكنك متابعة عملك.
chain-anew = من البداية

sheet-made = أُعدّ في
sheet-zone = المنطقة الزمنية لكل الأوقات
sheet-filters = التصفية
sheet-filters-none = لا شيء
sheet-rows = الصفوف

fact-audit-verification-asked = طُلب التحقق من السجل
fact-audit-exported = صُدِّر السجل كملف
