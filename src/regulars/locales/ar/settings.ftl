# الإعدادات: النشاط وفروعه وموظفوه ومفاتيحه.
settings-title = الإعدادات
settings-general = عام
settings-branches = الفروع
settings-staff = الموظفون
settings-keys = مفاتيح API
settings-read-only = تغيير هذه الإعدادات متاح للمالك والمدير فقط.

general-name = النشاط التجاري
general-name-text = يظهر لموظفيك وفي الرسائل إلى العملاء.
general-name-field = اسم النشاط
general-speech = اللغة
general-speech-text = للعملاء والموظفين الذين لم يختاروا لغتهم.
general-language = اللغة الافتراضية
general-languages = اللغات التي تخدمون بها العملاء
general-languages-hint = تُختار لغة العميل من بينها.
general-place = المكان والوقت
general-place-text = كيف يُقرأ الهاتف المكتوب بلا رمز دولة، ومتى يبدأ اليوم.
general-country = الدولة الافتراضية
general-country-hint = الرقم المكتوب بلا رمز دولة يُعدّ من هذه الدولة.
general-zone = المنطقة الزمنية

column-name = الاسم
column-staff = الموظفون
column-role = الصلاحية
column-branches = الفروع
column-seen = آخر ظهور
column-key = المفتاح
column-scopes = الصلاحيات
column-used = آخر استخدام
column-actions = إجراءات

branches-add = إضافة فرع
branches-name = اسم الفرع
branches-name2-hint = يظهر للموظفين الذين يقرؤون تلك اللغة.
branches-edit = تعديل
branches-rename-title = تعديل الفرع
branches-pin = على الخريطة
branches-placed = على الخريطة
branches-none = لا توجد فروع بعد
branches-none-text = بالفروع تعرف من أين جاء كل عميل، ولا يرى موظف الفرع إلا عملاء فرعه.
branches-staff = { $count ->
    [zero] لا موظفين
    [one] موظف واحد
    [two] موظفان
    [few] {$count} موظفين
    [many] {$count} موظفًا
   *[other] {$count} موظف
}

staff-add = إضافة موظف
staff-add-lead = يمكنه الدخول فورًا. وإن أردت أن يختار كلمة مروره بنفسه، فادعُه بدلًا من ذلك.
staff-password = كلمة المرور الأولى
staff-password-hint = لا تقل عن 10 خانات.
staff-you = (أنت)
staff-never = لم يدخل بعد
staff-every-branch = كل الفروع
staff-disabled = معطّل
staff-disable = تعطيل
staff-enable = تفعيل
staff-reset = كلمة مرور جديدة
staff-reset-title = كلمة مرور جديدة لحساب {$name}
staff-reset-lead = يُسجَّل خروجه من كل الأجهزة، ويدخل بهذه الكلمة من الآن.
staff-disable-title = تعطيل حساب {$name}؟
staff-disable-out = يُسجَّل خروجه من كل الأجهزة فورًا.
staff-disable-kept = يبقى ما قام به محفوظًا في السجلات باسمه.
staff-leaves-keys = { $count ->
    [zero] لا تبقى مفاتيح API أنشأها.
    [one] يبقى مفتاح API واحد أنشأه يعمل إلى أن يُلغى:
    [two] يبقى مفتاحا API أنشأهما يعملان إلى أن يُلغيا:
    [few] تبقى {$count} مفاتيح API أنشأها تعمل إلى أن تُلغى:
    [many] يبقى {$count} مفتاح API أنشأها تعمل إلى أن تُلغى:
   *[other] يبقى {$count} مفتاح API أنشأها تعمل إلى أن تُلغى:
}
keys-made-by = أنشأه {$name}
keys-maker-gone = أنشأه {$name}، ولم يعد له دخول
staff-disable-back = يمكنك تفعيل الحساب مجددًا في أي وقت.
role-text-owner = كل شيء، بما في ذلك الموظفون والمفاتيح.
role-text-admin = جميع العملاء والفروع ومعظم الإعدادات.
role-text-branch = عملاء فروعه فقط.

keys-add = إنشاء مفتاح API
keys-add-lead = لأحد برامجك: نقطة بيع أو متجر إلكتروني أو برنامج خاص.
keys-name = اسم المفتاح
keys-name-hint = اكتب ما الذي سيستخدمه لتعرف أي مفتاح تلغي لاحقًا.
keys-make = إنشاء المفتاح
keys-none = لا توجد مفاتيح API بعد
keys-none-text = يتيح المفتاح لبرامجك قراءة بيانات العملاء وإضافتها. أعطِ كل برنامج مفتاحه.
keys-unused = لم يُستخدم
keys-revoked = ملغى
keys-revoke = إلغاء المفتاح
keys-revoke-title = إلغاء مفتاح {$name}؟
keys-revoke-stops = تُرفض فورًا كل البرامج التي تستخدم هذا المفتاح:
keys-revoke-final = لا يمكن التراجع عن ذلك.
keys-made-title = مفتاح {$name}
keys-made-once = انسخه الآن. لن يظهر مرة أخرى، ولا نحتفظ بنسخة مقروءة منه.
keys-made-done = نسخته
scope-customers-read = البحث عن العملاء وقراءة بياناتهم مع إخفاء الهواتف
scope-customers-write = إضافة العملاء وتعديل بياناتهم
scope-customers-reveal = رؤية الهواتف والبريد كاملة
scope-audit-read = قراءة سجل التدقيق
scope-settings-read = قراءة الفروع والإعدادات
scope-settings-write = تغيير الفروع والإعدادات
