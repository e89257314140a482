# مهام الخلفية: حالها، وما تعثّر منها ولماذا.
settings-jobs = مهام الخلفية
jobs-waiting = في الانتظار
jobs-running = قيد التنفيذ
jobs-put-off = ستُعاد محاولتها
jobs-done = أُنجزت في آخر ساعة
jobs-dead = متعثّرة
jobs-oldest = أقدمها في الانتظار منذ
jobs-all-done = لا مهام في الانتظار.
column-work = المهمة
jobs-failures = المهام المتعثّرة
jobs-no-failures = لا مهام متعثّرة
jobs-no-failures-text = المهمة التي تفشل تُعاد محاولتها ثماني مرات على فترات متباعدة. وما يفشل بعد ذلك يظهر هنا مع السبب.
jobs-requeue = إعادة المحاولة
jobs-requeue-all = { $count ->
    [zero] لا مهام تُعاد: {$work}
    [one] إعادة محاولة مهمة واحدة: {$work}
    [two] إعادة محاولة المهمتين: {$work}
    [few] إعادة محاولة المهام الـ{$count} كلها: {$work}
    [many] إعادة محاولة المهام الـ{$count} كلها: {$work}
   *[other] إعادة محاولة المهام الـ{$count} كلها: {$work}
}
jobs-requeue-asked = ستُعاد المحاولة بعد لحظة.
jobs-tries = { $count ->
    [zero] لم تفشل
    [one] فشلت مرة
    [two] فشلت مرتين
    [few] فشلت {$count} مرات
    [many] فشلت {$count} مرة
   *[other] فشلت {$count} مرة
}
jobs-first = من البداية
jobs-discard = استبعاد المهمة
jobs-discard-title = استبعاد هذه المهمة؟
jobs-discard-never = لن تُعاد محاولتها أبدًا، وما كانت ستقوم به يبقى دون تنفيذ.
jobs-discard-kept = يُسجَّل في سجل التدقيق أنك استبعدتها.
flash-job-requeued = ستُعاد المحاولة بعد لحظة.
flash-job-discarded = تم استبعاد المهمة.

work-customers-tally-customers-by-stage = عدّ العملاء حسب المرحلة
work-customers-move-days-to-another-time-zone = نقل الأيام إلى منطقة زمنية أخرى
work-audit-verify-the-chain = التحقق من سجل التدقيق
work-jobs-requeue-what-was-asked = إعادة محاولة مهمة
work-jobs-requeue-a-whole-kind = إعادة محاولة مهام من نوع واحد
work-jobs-discard-what-was-asked = استبعاد مهمة
reason-unknown = لسبب غير محفوظ
reason-unknown-reaction = هذا الإصدار لا يعرف هذه المهمة
reason-worker-died = توقف العامل أثناءها ثلاث مرات
reason-later-too-long = أُجّلت ثلاثين يومًا
reason-unavailable = رفضتها قاعدة البيانات كل مرة
reason-timeouterror = استغرقت وقتًا أطول من اللازم كل مرة

fact-jobs-requeue-asked = طُلبت إعادة محاولة مهمة في الخلفية
fact-jobs-requeue-of-kind-asked = طُلبت إعادة محاولة كل مهام الخلفية من نوع واحد
fact-jobs-discard-asked = استُبعدت مهمة في الخلفية
