# أعمال الخلفية: حالها، وما تُرك منها ولماذا.
settings-jobs = أعمال الخلفية
jobs-waiting = في الانتظار
jobs-running = قيد التنفيذ
jobs-put-off = ستُعاد محاولتها
jobs-done = أُنجزت في آخر ساعة
jobs-dead = تُركت
jobs-oldest = أقدمها ينتظر منذ
jobs-all-done = لا شيء ينتظر.
column-work = العمل
jobs-failures = ما تُرك
jobs-no-failures = لم يُترك شيء
jobs-no-failures-text = ما يفشل تُعاد محاولته ثماني مرات بفترات تطول. وما يفشل بعد ذلك يظهر هنا مع السبب.
jobs-requeue = إعادة المحاولة
jobs-requeue-all = { $count ->
    [zero] لا شيء يُعاد: {$work}
    [one] إعادة واحد: {$work}
    [two] إعادة الاثنين: {$work}
    [few] إعادة الـ {$count} كلها: {$work}
    [many] إعادة الـ {$count} كلها: {$work}
   *[other] إعادة الـ {$count} كلها: {$work}
}
jobs-requeue-asked = ستُعاد المحاولة بعد لحظة.
jobs-tries = { $count ->
    [zero] لم يفشل
    [one] فشل مرة
    [two] فشل مرتين
    [few] فشل {$count} مرات
    [many] فشل {$count} مرة
   *[other] فشل {$count} مرة
}
jobs-first = من البداية
jobs-discard = وضعه جانبًا
jobs-discard-title = هل تضع هذا العمل جانبًا؟
jobs-discard-never = لن تُعاد محاولته أبدًا، وما كان سيفعله يبقى دون تنفيذ.
jobs-discard-kept = ويُكتب في سجل التدقيق أنك وضعته جانبًا.
flash-job-requeued = ستُعاد المحاولة بعد لحظة.
flash-job-discarded = وُضع جانبًا.

work-customers-tally-customers-by-stage = عدّ العملاء حسب المرحلة
work-customers-move-days-to-another-time-zone = نقل الأيام إلى منطقة زمنية أخرى
work-audit-verify-the-chain = التحقق من سجل التدقيق
work-jobs-requeue-what-was-asked = إعادة محاولة عمل
work-jobs-requeue-a-whole-kind = إعادة محاولة أعمال من نوع واحد
work-jobs-discard-what-was-asked = وضع عمل جانبًا
reason-unknown = لسبب لم يُحفظ
reason-unknown-reaction = هذا الإصدار لا يعرف هذا العمل
reason-worker-died = توقفت العملية عنده ثلاث مرات
reason-later-too-long = أُجّل ثلاثين يومًا
reason-unavailable = رفضته قاعدة البيانات كل مرة
reason-timeouterror = استغرق وقتًا أطول من اللازم كل مرة

fact-jobs-requeue-asked = طُلبت إعادة محاولة عمل في الخلفية
fact-jobs-requeue-of-kind-asked = طُلبت إعادة محاولة كل أعمال الخلفية من نوع واحد
fact-jobs-discard-asked = وُضع عمل في الخلفية جانبًا
