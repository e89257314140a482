# السجل الزمني: جملة لكل حدث، وأسماء الحقول التي تتغير.
fact-customers-registered = { $stage ->
    [guest] دخل كزائر
    [stub] سُجِّل في الكاشير
    [full] سُجِّل ببيانات كاملة
   *[other] سُجِّل
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
change-reason = السبب
change-stage = المرحلة
change-emptied = أُفرغ
