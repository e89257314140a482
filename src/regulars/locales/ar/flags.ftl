# ميزات تُفعَّل تدريجيًا.
settings-flags = الميزات
flags-text = تصل الميزات الجديدة تدريجيًا. فعّل ميزة لنشاطك أو أوقفها، أو اتبع الإطلاق التدريجي.
flag-on = مفعّلة
flag-off = متوقفة
flag-overdue = تجاوزت موعدها
flag-why-chosen = بحسب اختيارك.
flag-why-rolled-out = أُطلقت لدى { NUMBER($percent) }% من الأنشطة.
flag-why-default = كما هي افتراضيًا.
flag-choose-on = تفعيل
flag-choose-off = إيقاف
flag-choose-follow = اتباع الإطلاق
flag-console-palette = البحث السريع
flag-console-palette-text = حقل واحد للعملاء والصفحات والإجراءات، يُفتح من أي مكان.
flag-console-live = الشاشات الحيّة
flag-console-live-text = تتغيّر القوائم وصفحات العملاء تلقائيًا حين يعمل عليها شخص آخر.
fact-tenants-flag-set = بُدّلت حالة ميزة
