staff-edit = تعديل
staff-edit-title = حساب الموظف
staff-edit-lead = يسري ما تغيّره فورًا، حتى على الأجهزة المسجّل الدخول منها الآن.
staff-email-hint = يسجّل الدخول بهذا البريد.
staff-own-place = صلاحيتك وفروعك يغيّرها مالك أو مدير آخر.
staff-conflict-title = عدّل شخص آخر هذا الحساب في هذه الأثناء.
staff-history = ما جرى على هذا الحساب
staff-close = إغلاق نهائي
staff-close-title = إغلاق حساب {$name} نهائيًا؟
staff-close-out = لن يتمكن من الدخول به بعد الآن.
staff-close-email = يصبح بريده متاحًا لحساب آخر.
staff-close-phone = يصبح هاتفه متاحًا لحساب آخر.
staff-close-for-good = لا يمكن التراجع عن هذا الإجراء.
staff-former = { $count ->
    [zero] لا موظفين سابقين
    [one] موظف سابق واحد
    [two] موظفان سابقان
    [few] {$count} موظفين سابقين
    [many] {$count} موظفًا سابقًا
   *[other] {$count} موظف سابق
}
flash-staff-changed = تم تعديل حساب الموظف.
flash-staff-closed = تم إغلاق حساب الموظف نهائيًا.
fact-identity-staff-changed = عُدّل حساب موظف
fact-identity-staff-closed = أُغلق حساب موظف نهائيًا
change-role = الصلاحية
change-branch-ids = الفروع
error-staff-closed = أُغلق هذا الحساب نهائيًا.
