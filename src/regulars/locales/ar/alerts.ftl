# ما ينبَّه إليه المالكون والمديرون.
alerts-title = التنبيهات
alerts-all = كل التنبيهات
alerts-none = لا شيء يدعو إلى التنبيه
alerts-none-text = إن جرّب أحد رموزًا أو كلمات مرور، أو توقف إرسال الرموز، ظهر ذلك هنا مع ما ينبغي فعله.
alerts-none-dismissed = لا تنبيهات منتهية
alerts-none-dismissed-text = ما تنهيه من التنبيهات يبقى هنا، ويمكن فتحه من جديد.
alerts-open = { $count ->
    [zero] لا تنبيهات
    [one] تنبيه واحد
    [two] تنبيهان
    [few] {$count} تنبيهات
    [many] {$count} تنبيهًا
   *[other] {$count} تنبيه
}
alerts-tab-open = المفتوحة
alerts-tab-dismissed = المنتهية
alerts-kind = النوع
alerts-kind-all = كل الأنواع
alerts-narrow = عرض
alerts-times = { $count ->
    [zero] ولا مرة
    [one] مرة واحدة
    [two] مرتان
    [few] {$count} مرات
    [many] {$count} مرة
   *[other] {$count} مرة
}
alerts-do = ما العمل:
alerts-dismissed-by = أنهاه {$actor}، {$day}.
alerts-see = عرض التنبيهات
alerts-open-channels = فتح القنوات
alerts-open-staff = فتح الموظفين
alerts-dismissal = إنهاء
alerts-reopening = إعادة فتح
alerts-older = الأقدم
alerts-first = إلى الأحدث
alert-codes-stopped-title = مئة رمز خاطئ على التوالي
alert-codes-stopped-means = ظل أحدهم يجرّب رموزًا لهذا العميل. لم يعد يُنظر في أي رمز، حتى الصحيح، إلا من جهاز سبق للعميل أن دخل منه.
alert-codes-stopped-do = اتصل بالعميل. إن كان هو فامنحه محاولات جديدة من صفحته، وإلا فاترك الأمر كما هو.
alert-search-budget-spent-title = عمليات بحث كثيرة بلا نتيجة
alert-search-budget-spent-means = بحث حساب موظف أو مفتاح عن أرقام وعناوين مجهولة كثيرة حتى صار على البحث التالي أن ينتظر.
alert-search-budget-spent-do = اسأل عمن فعل ذلك. إن لم يعرف أحد فعطّل الحساب أو ألغِ المفتاح.
alert-codes-prefix-title = أُوقفت الرموز إلى نطاق من الأرقام
alert-codes-prefix-means = أُرسلت رموز كثيرة إلى أرقام متشابهة البداية ولم يُؤكَّد منها شيء يُذكر، وقد يكسب أحدهم مالًا من ذلك. العملاء ذوو الأرقام الموثّقة تصلهم رموزهم.
alert-codes-prefix-do = لا شيء إن لم تكن تتوقع عملاء هناك. يعود النطاق إلى العمل كلما أُكّدت رموزه، ومع الوقت من تلقاء نفسه.
alert-codes-budget-title = استُهلك رصيد الرموز لهذا اليوم
alert-codes-budget-means = لا تُرسل اليوم رموز إلا للعملاء ذوي الأرقام الموثّقة.
alert-codes-budget-do = تحقّق هل سجّل عندك هذا العدد فعلًا. إن كان كذلك فارفع عدد الرموز اليومي من الإعدادات.
alert-codes-low-title = أوشك رصيد الرموز لهذا اليوم على النفاد
alert-codes-low-means = ذهب أربعة أخماس الرموز المسموح بإرسالها في اليوم. إذا نفدت كلها فلن تُرسل رموز إلا للعملاء ذوي الأرقام الموثّقة.
alert-codes-low-do = إن كان يومك مزدحمًا فارفع عدد الرموز اليومي قبل أن ينفد. وإن لم تكن تتوقع هذا العدد فانتظر، فقد يكون أحدهم يجرّب أرقامًا.
alert-codes-unserved-title = طُلبت رموز لبلدان لا تخدمها
alert-codes-unserved-means = لم يُرسل شيء: الأرقام من بلد لا يخدمه نشاطك، أو تُدفع رسوم لمراسلتها.
alert-codes-unserved-do = أضف البلد إلى البلدان التي تخدمها إن كان لك عملاء فيه.
alert-codes-channel-title = تعذّر إرسال الرموز
alert-codes-channel-means = مزوّد الرسائل النصية أو البريد غير مضبوط أو يرفض حسابك، فلا يستطيع أحد التسجيل أو الدخول برمز.
alert-codes-channel-do = افتح إعدادات القنوات وجرّب الاتصال.
alert-sign-in-storm-title = محاولات دخول فاشلة كثيرة للموظفين
alert-sign-in-storm-means = أحدهم يجرّب كلمات مرور. الأجهزة التي استعملها موظفوك من قبل تدخل، وغيرها ينتظر.
alert-sign-in-storm-do = أخبر موظفيك، وتأكد من أن الخطوة الثانية مُعدّة لكل منهم.
alert-refresh-reuse-title = أُنهي دخول مسروق
alert-refresh-reuse-means = استُعمل رمز أحد التطبيقات مرتين، وأحد الاثنين ليس العميل، فانتهى الدخول لكليهما.
alert-refresh-reuse-do = لا شيء عادةً، فالعميل يدخل من جديد. إن تكرر ذلك فاسأل من يصنع تطبيقك.
alert-recovery-code-used-title = فُتحت لوحة التحكم برمز استرداد
alert-recovery-code-used-means = دخل أحد موظفيك من دون هاتفه أو مفتاح المرور.
alert-recovery-code-used-do = اسأله هل كان هو. إن لم يكن فأغلق الحساب فورًا.
flash-alert-dismissed = أُنهي التنبيه.
flash-alert-reopened = فُتح التنبيه من جديد.
flash-alert-newer-open = يبقى التنبيه منتهيًا: هناك تنبيه أحدث يقول الشيء نفسه.
fact-audit-alert-dismissed = أُنهي تنبيه
fact-audit-alert-reopened = أُعيد فتح تنبيه
work-audit-warn-owners = تنبيه المالكين إلى ما يبدو خطأ
