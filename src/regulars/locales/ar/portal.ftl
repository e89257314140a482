# صفحات العميل نفسه.
portal-skip = الانتقال إلى الصفحة
portal-nameless = حسابك
portal-places = صفحاتك
portal-nav-home = الرئيسية
portal-nav-profile = ملفي
portal-nav-addresses = عناويني
portal-nav-privacy = الخصوصية
portal-comma = {"، "}
portal-unsaid = لم يُذكر
portal-edit = تعديل
portal-add = إضافة
portal-older = عرض الأقدم

## الباب
portal-enter-title = تسجيل الدخول أو إنشاء حساب
portal-enter-lead = نرسل إليك رمزًا، فلا كلمة مرور تحفظها.
portal-enter-by = كيف يصلك الرمز
portal-enter-phone = الهاتف
portal-enter-email = البريد الإلكتروني
portal-phone = رقم الجوال
portal-email = عنوان البريد الإلكتروني
portal-enter-go = أرسلوا لي الرمز
portal-enter-lacks-phone = لا يستطيع هذا المتجر إرسال الرموز برسالة نصية بعد. استخدم بريدك الإلكتروني.
portal-enter-lacks-email = لا يستطيع هذا المتجر إرسال الرموز بالبريد الإلكتروني بعد. استخدم رقم جوالك.
portal-enter-lacks-both = لا يستطيع هذا المتجر إرسال الرموز بعد. اسأل في المتجر من فضلك.
portal-enter-note-phone = يصل الرمز برسالة نصية، وقد يحتسب مشغّلك رسومًا عليها.
portal-enter-note-email = يصل الرمز بالبريد الإلكتروني خلال دقيقة تقريبًا.
portal-wait = { $minutes ->
    [zero] محاولات كثيرة. حاول مرة أخرى بعد قليل.
    [one] محاولات كثيرة. انتظر دقيقة ثم حاول مرة أخرى.
    [two] محاولات كثيرة. انتظر دقيقتين ثم حاول مرة أخرى.
    [few] محاولات كثيرة. انتظر { $minutes } دقائق ثم حاول مرة أخرى.
    [many] محاولات كثيرة. انتظر { $minutes } دقيقة ثم حاول مرة أخرى.
   *[other] محاولات كثيرة. انتظر { $minutes } دقيقة ثم حاول مرة أخرى.
}
portal-wait-hours = { $hours ->
    [zero] محاولات كثيرة اليوم. حاول مرة أخرى بعد قليل.
    [one] محاولات كثيرة اليوم. انتظر ساعة ثم حاول مرة أخرى.
    [two] محاولات كثيرة اليوم. انتظر ساعتين ثم حاول مرة أخرى.
    [few] محاولات كثيرة اليوم. انتظر { $hours } ساعات ثم حاول مرة أخرى.
    [many] محاولات كثيرة اليوم. انتظر { $hours } ساعة ثم حاول مرة أخرى.
   *[other] محاولات كثيرة اليوم. انتظر { $hours } ساعة ثم حاول مرة أخرى.
}
portal-wait-seconds = { $seconds ->
    [zero] لحظة: حاول مرة أخرى الآن، والرمز الذي في طريقه إليك صالح حتى ذلك الحين.
    [one] لحظة: حاول مرة أخرى بعد ثانية، والرمز الذي في طريقه إليك صالح حتى ذلك الحين.
    [two] لحظة: حاول مرة أخرى بعد ثانيتين، والرمز الذي في طريقه إليك صالح حتى ذلك الحين.
    [few] لحظة: حاول مرة أخرى بعد { $seconds } ثوانٍ، والرمز الذي في طريقه إليك صالح حتى ذلك الحين.
    [many] لحظة: حاول مرة أخرى بعد { $seconds } ثانية، والرمز الذي في طريقه إليك صالح حتى ذلك الحين.
   *[other] لحظة: حاول مرة أخرى بعد { $seconds } ثانية، والرمز الذي في طريقه إليك صالح حتى ذلك الحين.
}
portal-field-phone-missing = أدخل رقم جوالك.
portal-field-phone-placeholder = لا يبدو هذا رقمًا حقيقيًا. تأكد من الأرقام.
portal-field-phone-too-short = هذا الرقم قصير، فربما ينقصه رقم.
portal-field-phone-too-long = هذا الرقم طويل، فربما زاد فيه رقم.
portal-field-phone-not-valid = لا يوجد رقم كهذا. تأكد من الأرقام.
portal-field-email-missing = أدخل عنوان بريدك الإلكتروني.
portal-field-email-placeholder = لا يبدو هذا عنوانًا حقيقيًا. تأكد من الحروف.
portal-code-title = أدخل الرمز
portal-code-back = رجوع
portal-code-lead-phone = إن أمكن الإرسال إلى هذا الرقم، فرمز من ستة أرقام في طريقه إلى
portal-code-lead-email = إن أمكن الإرسال إلى هذا العنوان، فرمز من ستة أرقام في طريقه إلى
portal-code-second = هذا هو الإثبات الثاني، وبعده تدخل إلى حسابك.
portal-code = الرمز
portal-code-hint = صالح لمدة خمس دقائق.
portal-code-go = متابعة
portal-code-six = أدخل أرقام الرمز الستة.
portal-code-refused = لم ينجح ذلك. قد يكون الرمز غير صحيح أو مستخدمًا أو مضت عليه خمس دقائق. بعد ثلاث محاولات يلزم رمز جديد.
portal-again = أرسلوا رمزًا آخر
portal-again-soon = يمكنك طلب رمز آخر بعد دقيقة.
portal-again-in = رمز آخر بعد { $seconds } ث
portal-code-help = لم يصلك الرمز؟
portal-code-help-phone = تأكد من الرقم أعلاه، فربما ينقصه رقم.
portal-code-help-email = تأكد من العنوان أعلاه، وابحث في مجلد الرسائل غير المرغوبة.
portal-code-help-late = قد تتأخر الرسائل أحيانًا. الرمز الأحدث وحده هو الصالح.
portal-code-help-typed = إن لم يصلك شيء، فاسأل المتجر.
portal-more-title = إثبات آخر
portal-more-lead-email = لم تزرنا منذ مدة طويلة، والأرقام تنتقل بين الناس. أدخل عنوان البريد الإلكتروني الذي تستخدمه مع هذا المتجر.
portal-more-lead-phone = لم تزرنا منذ مدة طويلة، والعناوين تنتقل بين الناس. أدخل رقم الجوال الذي تستخدمه مع هذا المتجر.
portal-anew-title = لا يمكنك إثباته؟
portal-anew-text = ابدأ إذن بحساب جديد فارغ. يبقى ما في الحساب القديم مغلقًا، ويُبلَّغ صاحبه.
portal-anew-go = البدء من جديد
portal-number-link = لم يعد الرقم رقمك؟
portal-number-title = عندما يتغير الرقم
portal-number-lost-title = لديك رقم جديد
portal-number-lost-text = ادخل بالبريد الإلكتروني وغيّر الرقم في ملفك. وإن لم يكن لك بريد مسجل، فاسأل المتجر.
portal-number-lost-go = الدخول بالبريد الإلكتروني
portal-number-new-title = كان رقمك لشخص آخر من قبل
portal-number-new-text = ادخل كالمعتاد. تحصل على حساب خاص بك، فلا ترى شيئًا مما له، ولا يرى شيئًا مما لك.
portal-number-other-title = تصلك رموز لم تطلبها
portal-number-other-text = ربما كتب شخص رقمك خطأ، أو يحاول الدخول. لا تخبر أحدًا بالرمز، فبدونه لا يدخل أحد.

## الرئيسية
portal-hello = مرحبًا، { $name }
portal-hello-nameless = أهلًا بك
portal-number = العميل { $number }
portal-since = منذ { $day }
portal-missing-title = أكمل ملفك
portal-missing-text = ما زال ينقص:
portal-orders = الطلبات
portal-spent = المشتريات
portal-tier = الفئة
portal-orders-none = تُحصى طلباتك هنا.
portal-more = بياناتك
portal-profile-text = ما يعرفه المتجر عنك
portal-addresses-count = { $count ->
    [0] لا شيء بعد
    [zero] لا شيء بعد
    [one] عنوان واحد
    [two] عنوانان
    [few] { $count } عناوين
    [many] { $count } عنوانًا
   *[other] { $count } عنوان
}
portal-devices-count = { $count ->
    [zero] لا أجهزة
    [one] سجّلت الدخول من هذا الجهاز
    [two] سجّلت الدخول من جهازين
    [few] سجّلت الدخول من { $count } أجهزة
    [many] سجّلت الدخول من { $count } جهازًا
   *[other] سجّلت الدخول من { $count } جهاز
}

## الملف
portal-profile-title = ملفي
portal-details-title = عنك
portal-name = الاسم
portal-name2 = الاسم بحروف أخرى
portal-name2-hint = بالحروف اللاتينية مثلًا إن كان الأول بالعربية.
portal-language = اللغة
portal-birth-date = تاريخ الميلاد
portal-gender = الجنس
portal-customer-number = رقم العميل
portal-reached-title = الهاتف والبريد الإلكتروني
portal-verified = موثّق
portal-picture-title = الصورة
portal-picture-choose = اختر صورة
portal-picture-other = اختر صورة أخرى
portal-picture-hint = صورة بصيغة JPEG أو PNG أو WebP. تُقصّ مربعة وتُحفظ صغيرة، ولا يُحفظ ما فيها من مكان ووقت.
portal-picture-hint-size = بحجم 2 ميغابايت على الأكثر.
portal-picture-sending = جارٍ إرسال صورتك
portal-preferences-title = التفضيلات
portal-preferences-none = لم تذكر شيئًا بعد.
portal-preferences-unasked = لا يسأل هذا المتجر عن التفضيلات.
portal-messages-title = الرسائل
portal-messages-text = ما تحب أن يصلك، وكيف
portal-messages-lead = اختر ما يرسله إليك هذا المتجر، وكيف. أما رموز الدخول فتصلك دائمًا.
portal-outdated = تغيّر هذا في هذه الأثناء، هنا أو من المتجر.
portal-outdated-load = عرض ما هو مسجل الآن

## العناوين
portal-address-add = إضافة عنوان
portal-address-save = حفظ العنوان
portal-addresses-none = لا عنوان بعد
portal-addresses-none-text = به يعرف المتجر إلى أين يوصل طلبك.
portal-has-pin = محدد على الخريطة
portal-map-open = تحديد الموقع على الخريطة
portal-label-hint = كما تسميه أنت: بيت الوالدة.

## الخصوصية
portal-privacy-title = الخصوصية والأمان
portal-looks-title = من اطّلع على بياناتي
portal-looks-text = متى ومن ولماذا
portal-looks-lead = كلما رأى شخص من المتجر أو أحد برامجه بياناتك، سُجّل ذلك. ويُذكر الأشخاص بأدوارهم.
portal-looks-none = لا أحد حتى الآن
portal-looks-none-text = عندما يطّلع أحد، يظهر ذلك هنا.
portal-who-owner = صاحب المتجر
portal-who-admin = مدير في المتجر
portal-who-branch = موظف في فرع
portal-who-vendor = بائع يبيع في أحد الفروع
portal-who-staff = شخص من المتجر
portal-who-key = برنامج للمتجر
portal-who-operator = مشغّل النظام
portal-who-system = النظام
portal-look-listed = ظهرتَ له في قائمة
portal-look-read = فتح سجلّك
portal-look-revealed = رأى بياناتك كاملة
portal-look-exported = أخذ بياناتك في ملف
portal-look-why-service = لخدمتك
portal-look-why-till = عند الكاشير
portal-look-why-support = للمساعدة في سؤال
portal-look-why-delivery = للتوصيل
portal-look-why-billing = للفواتير
portal-look-why-privacy = لحماية البيانات
portal-look-why-integration = لتمرير البيانات إلى برنامج آخر
portal-look-why-verification = لمراجعة وثائقك
portal-devices-title = الأجهزة
portal-devices-text = أين سجّلت الدخول
portal-devices-lead = سجّلت الدخول إلى حسابك من هذه الأجهزة. سجّل الخروج من كل جهاز لا تعرفه.
portal-devices-note = ينتهي الدخول من تلقاء نفسه بعد أسبوعين دون زيارة، وبعد تسعين يومًا في كل حال.
portal-device-this = هذا الجهاز
portal-device-since = منذ
portal-device-seen = آخر زيارة
portal-device-end = تسجيل الخروج
portal-devices-end-others = تسجيل الخروج من كل الأجهزة الأخرى
portal-signins-title = سجل الدخول
portal-signins-text = متى دخلت ومتى خرجت
portal-signins-none = لم يُسجل شيء بعد.
portal-signin-portal = دخول من متصفح
portal-signin-app = دخول من التطبيق
portal-signin-ended-sign-out = تسجيل خروج
portal-signin-ended-owner = أنهيته أنت
portal-signin-ended-staff = أنهاه المتجر
portal-signin-ended-blocked = أنهاه المتجر
portal-signin-ended-reuse = انتهى حفاظًا على أمانك
portal-signin-ended-change = انتهى لأن هاتفك أو بريدك تغيّر
portal-signin-ended-moved = انتهى لأن الحساب انتقل
portal-sign-out = تسجيل الخروج

## يقال مرة
portal-flash-saved = تم الحفظ.
portal-flash-picture-saved = وُضعت صورتك.
portal-flash-picture-removed = أُزيلت صورتك.
portal-flash-address-added = أُضيف العنوان.
portal-flash-address-changed = عُدّل العنوان.
portal-flash-address-default = هذا هو العنوان الافتراضي الآن.
portal-flash-address-deleted = حُذف العنوان.
portal-flash-address-restored = عاد العنوان.
portal-flash-device-ended = خرج ذلك الجهاز من حسابك.
portal-flash-devices-ended = خرجت كل الأجهزة الأخرى من حسابك.
portal-flash-welcome = أهلًا بك! حسابك جاهز.
portal-flash-code-again = رمز آخر في طريقه إليك، والأحدث وحده هو الصالح.
portal-flash-code-over = انتهت تلك الصفحة أو فُتحت في متصفح آخر. ابدأ من هنا من جديد.
portal-flash-signed-out = تم تسجيل الخروج.
portal-flash-session-ended = انتهت جلستك. سجّل الدخول مرة أخرى.

## ما لم ينجح
portal-problem-home = إلى حسابك
portal-problem-again = حاول مرة أخرى
portal-problem-request = رقم هذا الطلب:
portal-problem-not-found-title = غير موجود
portal-problem-not-found-text = لا توجد صفحة كهذه، أو أنها ليست لك، أو أنها قديمة.
portal-problem-no-shop-title = لا متجر هنا
portal-problem-no-shop-text = لا متجر بهذا العنوان. تأكد من الحروف، أو اتبع الرابط في رسالة من المتجر.
portal-problem-refused-title = لم يكن ذلك ممكنًا
portal-problem-refused-text = تعذّر قبول ما أُرسل. حاول مرة أخرى.
portal-problem-forged-title = افتح الصفحة من جديد
portal-problem-forged-text = كان النموذج قديمًا أو لم يأتِ من هذه الصفحة، فلم يتغير شيء. يجب السماح بملفات تعريف الارتباط.
portal-problem-internal-title = حدث خطأ لدينا
portal-problem-internal-text = الخطأ منا لا منك. حاول مرة أخرى بعد قليل.
portal-problem-unavailable-title = لحظة من فضلك
portal-problem-unavailable-text = نظام المتجر لا يجيب الآن. حاول مرة أخرى بعد دقيقة.
portal-problem-session-ended-title = لم تعد مسجّل الدخول
portal-problem-session-ended-text = انتهت جلستك، فلم يتغير شيء. سجّل الدخول وحاول مرة أخرى.
portal-problem-wrong-way-title = هذا الطريق لا يؤدي إلى هنا
portal-problem-wrong-way-text = هذا العنوان لنموذج. عد إلى حسابك.
portal-problem-unreadable-title = تعذّرت القراءة
portal-problem-unreadable-text = لم يُفهم ما أُرسل. حاول مرة أخرى.
