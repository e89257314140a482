# السجل الزمني: جملة لكل حدث، وأسماء الحقول التي تتغير.
fact-customers-registered = { $stage ->
    [guest] دخل كزائر
    [stub] سُجِّل كعميل أوّلي
    [full] سُجِّل كعميل كامل
   *[other] سُجِّل
}
fact-customers-registered-imported = { $stage ->
    [guest] استُورد كزائر
    [stub] استُورد كعميل أوّلي
    [full] استُورد كعميل كامل
   *[other] استُورد
}
fact-customers-upgraded = { $stage ->
    [stub] أصبح عميلًا أوّليًا
    [full] أصبح عميلًا كاملًا
   *[other] تمت ترقيته
}
fact-customers-changed = تغيّرت البيانات
fact-customers-deleted = حُذف
fact-customers-restored = استُعيد
fact-customers-blocked = حُظر
fact-customers-unblocked = رُفع عنه الحظر
fact-identity-staff-added = أُضيف حساب موظف
fact-identity-staff-disabled = عُطِّل حساب موظف
fact-identity-staff-enabled = فُعِّل حساب موظف
fact-identity-staff-password-reset = أُعطي كلمة مرور جديدة
fact-identity-staff-password-changed = غيّر كلمة مروره
fact-identity-staff-signed-in = سجّل الدخول
fact-identity-staff-signed-out = سجّل الخروج
fact-identity-search-budget-spent = أجرى عمليات بحث كثيرة لم تجد أحدًا
fact-identity-api-key-created = أُنشئ مفتاح API
fact-identity-api-key-revoked = أُلغي مفتاح API
fact-tenants-opened = افتُتح النشاط
fact-tenants-settings-changed = تغيّرت الإعدادات
fact-tenants-branch-added = أُضيف فرع
fact-tenants-branch-renamed = تغيّر اسم فرع
fact-jobs-rejected = رُفضت مهمة في الخلفية
fact-other = سُجِّل حدث
change-name = الاسم
change-name2 = الاسم بالحروف الأخرى
change-phone = الهاتف
change-email = البريد
change-birth-date = تاريخ الميلاد
change-gender = الجنس
change-language = اللغة
change-kind = النوع
change-branch = الفرع
change-branch-id = الفرع
change-tags = الوسوم
change-preferences = التفضيلات
change-block-reason = السبب
change-stage = المرحلة
change-emptied = أُفرغ
