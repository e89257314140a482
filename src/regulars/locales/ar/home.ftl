# الرئيسية: الأرقام والنمو والترقيات وأحدث العملاء وما حدث للتو.
nav-home = الرئيسية
shortcut-home = فتح الرئيسية
home-title = الرئيسية
home-as-of = حتى
home-as-of-means = تشمل الأرقام كل تغيير حتى هذه اللحظة، وهي تتأخر عنه قليلًا. إذا كان الوقت قديمًا فالعامل في الخلفية متأخر أو متوقف.
home-means = ماذا يعني هذا
home-figures = أهم الأرقام
home-none = بداية جديدة
home-none-text = ما إن يصل أول العملاء حتى تخبرك هذه الصفحة بعددهم ومن أين جاؤوا وكيف ينمون. اخدم عميلًا من الكاشير، أو ابدأ بإعداد الفروع والموظفين.
home-add-branches = إضافة الفروع
home-add-staff = إضافة الموظفين
home-total = العملاء
home-total-means = كل من في قوائمك ما عدا المحذوفين. وفي فرع واحد: من يتبعون ذلك الفرع.
home-total-note = { $days ->
    [zero] {$count} جديد
    [one] {$count} جديد اليوم
    [two] {$count} جديد خلال يومين
    [few] {$count} جديد خلال {$days} أيام
    [many] {$count} جديد خلال {$days} يومًا
   *[other] {$count} جديد خلال {$days} يوم
}
home-week = الجدد هذا الأسبوع
home-week-means = من انضموا منذ بداية الأسبوع بما في ذلك اليوم حتى الآن، مقارنةً بالأيام نفسها من الأسبوع الماضي كاملةً.
home-week-note = {$count} في الأيام نفسها من الأسبوع الماضي
home-full = العملاء الكاملون
home-full-means = نسبة العملاء الذين تركوا بريدًا إلى جانب الاسم والهاتف.
home-full-note = {$full} من {$count}
home-blocked = المحظورون
home-blocked-means = العملاء الذين حظرهم أحد موظفيك، وسبب الحظر في صفحة كل منهم.
home-blocked-note = { $count ->
    [0] لا أحد محظور
    [zero] لا أحد محظور
    [one] اعرف من هو
    [two] اعرف من هما
    [few] اعرف من هم
    [many] اعرف من هم
   *[other] اعرف من هم
}
home-same = دون تغيير
home-from-nothing = من الصفر
home-growth = العملاء الجدد
home-growth-means = من انضموا في كل يوم حسب منطقتك الزمنية، وفق المرحلة التي دخلوا منها. ويُستبعد المحذوفون من الماضي أيضًا. وقد يكون العمود الأول أو الأخير ناقصًا بحسب الفترة.
home-growth-picture = أعمدة العملاء الجدد خلال الفترة موزعة حسب المرحلة. والأرقام نفسها في الجدول أدناه.
home-period = الفترة
home-days = { $count ->
    [365] سنة
    [zero] {$count} يوم
    [one] اليوم
    [two] يومان
    [few] {$count} أيام
    [many] {$count} يومًا
   *[other] {$count} يوم
}
home-by-day = يوميًا
home-by-week = أسبوعيًا
home-by-month = شهريًا
home-came = { $count ->
    [zero] عميل جديد
    [one] عميل جديد
    [two] عميلان جديدان
    [few] عملاء جدد
    [many] عميلًا جديدًا
   *[other] عميل جديد
}
home-came-before = {$count} في أيام الأسبوع نفسها قبلها
home-numbers = عرض الأرقام
home-column-day = اليوم
home-column-week = الأسبوع
home-column-month = الشهر
home-column-branch = الفرع
home-column-language = اللغة
home-column-all = الكل
home-column-part = النسبة
home-ways = من مرحلة إلى مرحلة
home-ways-means = النسبة من العملاء الذين بلغوا المرحلة الأدنى في هذه الفترة: كم منهم بلغ المرحلة الأعلى حتى الآن. وتحتها الترقيات التي تمت في هذه الفترة أيًا كان وقت انضمام أصحابها، ونصفها لم يستغرق أكثر من الأيام المذكورة. ومن زائر إلى كامل يشمل من مرّ بالأوّلي.
home-way-guest-to-stub = من زائر إلى أوّلي
home-way-stub-to-full = من أوّلي إلى كامل
home-way-guest-to-full = من زائر إلى كامل
home-way-reached = { $count ->
    [0] لم يدخل أحد في هذه الفترة
    [zero] لم يدخل أحد في هذه الفترة
    [one] {$reached} من واحد دخل
    [two] {$reached} من اثنين دخلا
    [few] {$reached} من {$count} دخلوا
    [many] {$reached} من {$count} دخلوا
   *[other] {$reached} من {$count} دخلوا
}
home-way-made = { $count ->
    [zero] لا ترقيات
    [one] ترقية واحدة
    [two] ترقيتان
    [few] {$count} ترقيات
    [many] {$count} ترقية
   *[other] {$count} ترقية
}
home-way-median = { $count ->
    [0] نصفها في اليوم نفسه
    [zero] نصفها في اليوم نفسه
    [one] نصفها خلال يوم
    [two] نصفها خلال يومين
    [few] نصفها خلال {$count} أيام
    [many] نصفها خلال {$count} يومًا
   *[other] نصفها خلال {$count} يوم
}
home-newest = أحدث العملاء
home-newest-all = الكل
home-newest-none = لا أحد بعد.
home-branches = حسب الفرع
home-branches-means = الفرع الذي يتبعه العميل الآن. ومن ينتقل إلى فرع آخر يُحسب فيه هو وماضيه.
home-branch-none = بلا فرع
home-branch-others = { $count ->
    [zero] {$count} أخرى
    [one] فرع آخر
    [two] فرعان آخران
    [few] {$count} فروع أخرى
    [many] {$count} فرعًا آخر
   *[other] {$count} فرع آخر
}
home-languages = حسب اللغة
home-languages-means = اللغة التي يريد العميل أن نخاطبه بها، إن سُئل عنها.
home-language-none = غير محددة
home-shares-none = لا أحد لنعدّه.
home-happened = ما حدث للتو
home-happened-none = لم يحدث شيء مؤخرًا.
