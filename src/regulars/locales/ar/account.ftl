# One's own account: second factors, sign-ins, and the steps between password and console.
account-title = حسابك
account-factors = الخطوة الثانية لتسجيل الدخول
account-sessions = الأجهزة التي سجّلت الدخول منها
account-no-factor = كلمة المرور وحدها تحمي هذا الحساب. أضف خطوة ثانية، فلا تكفي كلمة مرور مسروقة لفتح شيء.
factor-title = خطوة واحدة أخيرة
factor-lead-authenticator = اكتب الرمز الظاهر الآن في تطبيق المصادقة.
factor-lead-passkey = استخدم مفتاح المرور، أو اكتب أحد رموز الاسترداد.
factor-code = الرمز
factor-recovery-code = رمز الاسترداد
factor-code-hint = ستة أرقام من تطبيقك.
factor-use-recovery = استخدام رمز استرداد بدلًا منه
factor-recovery-hint = عشرة أحرف وأرقام من القائمة التي حفظتها؛ كل رمز يعمل مرة واحدة.
factor-go = متابعة
factor-somebody-else = تسجيل الدخول بحساب آخر
factor-lost = فقدت هاتفك؟ استخدم رمز استرداد، أو اطلب من أحد المالكين إعادة ضبط الخطوة الثانية.
factor-authenticator = تطبيق المصادقة
factor-authenticator-text = تطبيق في هاتفك يعرض رمزًا جديدًا كل نصف دقيقة.
factor-authenticator-on = جاهز. الرموز تظهر في تطبيقك.
factor-set-up = إعداد
factor-turn-off = إيقاف
factor-passkey = مفتاح المرور
factor-passkey-text = بصمتك أو وجهك أو مفتاح أمان. ويسجّل دخولك دون كلمة مرور أيضًا.
enrolment-title = احمِ حسابك أولًا
enrolment-lead = ائتمن الناس هذا النشاط على بياناتهم، فلا تكفي كلمة المرور وحدها. اختر خطوة ثانية؛ لا تستغرق أكثر من دقيقة.
enrolment-why = كلمة المرور قد تُخمَّن أو تُقرأ من خلف كتفك. أما ما تمسكه بيدك فلا.
authenticator-title = إعداد تطبيق المصادقة
authenticator-lead = يصلح أي تطبيق مصادقة في هاتفك.
authenticator-picture = رمز مربّع لتطبيق المصادقة
authenticator-scan = صوّر هذا الرمز بالتطبيق.
authenticator-by-hand = أو اكتب فيه هذا المفتاح:
authenticator-code = الرمز الظاهر الآن في التطبيق
authenticator-go = تأكيد
passkey-use = استخدام مفتاح المرور
passkey-title = إضافة مفتاح مرور
passkey-lead = يطلب المتصفح بصمتك أو وجهك أو مفتاحك.
passkey-name = الاسم
passkey-name-hint = لتعرفه فيما بعد، مثل «الهاتف» أو «حاسوب المكتب».
passkey-go = متابعة
passkey-add = إضافة
passkey-remove = إزالة
passkey-remove-this = إزالة {$name}
passkey-synced = محفوظ على جميع أجهزتك
passkey-of-device = على جهاز واحد
passkey-used = آخر استخدام
passkey-added = أُضيف
passkey-waiting = في انتظار المتصفح…
passkey-failed = لم يصل رد. حاول مرة أخرى، أو اختر طريقة أخرى.
passkey-elsewhere = مفاتيح المرور لا تعمل على هذا العنوان. افتح لوحة التحكم بعنوانها المعتاد.
recovery-title = رموز الاسترداد
recovery-lead = لليوم الذي تفقد فيه هاتفك. كل رمز يفتح لوحة التحكم مرة واحدة.
recovery-once = لن تظهر هذه الرموز مرة أخرى. اطبعها أو اكتبها، واحفظها بعيدًا عن هاتفك.
recovery-done = حفظتُها
recovery-new = إنشاء رموز جديدة
recovery-left = { $count ->
    [zero] لم يبقَ أي رمز
    [one] بقي رمز واحد
    [two] بقي رمزان
    [few] بقيت {$count} رموز
    [many] بقي {$count} رمزًا
   *[other] بقي {$count} رمز
}
recovery-few = { $count ->
    [zero] لم يبقَ لديك أي رمز استرداد. أنشئ رموزًا جديدة.
    [one] بقي لديك رمز استرداد واحد. أنشئ رموزًا جديدة.
    [two] بقي لديك رمزا استرداد. أنشئ رموزًا جديدة.
    [few] بقيت لديك {$count} رموز استرداد. أنشئ رموزًا جديدة.
    [many] بقي لديك {$count} رمز استرداد. أنشئ رموزًا جديدة.
   *[other] بقي لديك {$count} رمز استرداد. أنشئ رموزًا جديدة.
}
giving-up-authenticator-title = إيقاف تطبيق المصادقة؟
giving-up-authenticator-text = لن تسجّل رموزه دخولك بعد الآن. وتُلغى رموز الاسترداد إن لم تبقَ خطوة أخرى.
giving-up-authenticator-go = إيقاف
giving-up-passkey-title = إزالة مفتاح المرور {$name}؟
giving-up-passkey-text = لن يسجّل دخولك بعد الآن. أزله من جهازك أو مفتاحك أيضًا.
giving-up-passkey-go = إزالة
giving-up-codes-title = إنشاء رموز استرداد جديدة؟
giving-up-codes-text = تتوقف الرموز القديمة فورًا.
giving-up-codes-go = إنشاء رموز جديدة
proof-title = أما زلت أنت؟
proof-lead = ما تهمّ به يحتاج إلى كلمة مرورك مرة أخرى.
proof-go = متابعة
sessions-since = منذ
sessions-seen = آخر ظهور
sessions-this = هذا الجهاز
sessions-end = تسجيل الخروج
sessions-end-others = تسجيل الخروج من كل مكان آخر
sessions-none = لا مكان الآن.
flash-sessions-ended = تم تسجيل الخروج هناك.
flash-factor-added = أُضيفت الخطوة الثانية.
flash-factor-removed = أُزيلت الخطوة الثانية.
error-wrong-factor = الرمز غير صحيح، أو استُخدم من قبل. انتظر الرمز التالي.
error-factor-known = تطبيق المصادقة مُعدّ من قبل.
error-set-up-over = استغرق ذلك وقتًا أطول من اللازم، أو بدأ في متصفح آخر. أعِد إعداد التطبيق من البداية.
error-last-factor = دورك يحتاج إلى خطوة ثانية. أضف غيرها أولًا.
error-passkey-refused = لم يُقبل مفتاح المرور.
fact-identity-staff-sign-in-refused = تعذّر تسجيل الدخول
fact-identity-sign-in-storm = فشلت محاولات دخول كثيرة معًا؛ على الغرباء الانتظار
fact-identity-factor-added = أُضيفت خطوة ثانية
fact-identity-factor-removed = أُزيلت خطوة ثانية
fact-identity-recovery-codes-made = أُنشئت رموز استرداد جديدة
fact-identity-recovery-code-used = دخول برمز استرداد
fact-identity-staff-factors-reset = أعاد شخص آخر ضبط الخطوات الثانية
fact-identity-staff-sessions-ended = أُنهيت عمليات دخول
fact-identity-staff-rules-changed = تغيّرت قواعد تسجيل الدخول
fact-identity-staff-invited = دعوة إلى الانضمام إلى الموظفين
fact-identity-invitation-resent = أُعيد إرسال الدعوة
fact-identity-invitation-cancelled = أُلغيت الدعوة
fact-identity-invitation-accepted = قُبلت الدعوة
subject-invitation = دعوة
role-support = الدعم
role-vendor = بائع
role-driver = سائق
invitation-new = دعوة
invitation-lead = يختارون الاسم بأنفسهم، ومعه كلمة المرور إن كانت الدعوة بالبريد. الرابط يعمل مرة واحدة خلال سبعة أيام.
invitation-go = إرسال الدعوة
invited-title = المدعوّون
invited-until = صالحة حتى
invitation-expired = لم تعد صالحة؛ أعد إرسالها
invited-resend = إعادة الإرسال
invited-cancel = إلغاء
invitation-made-title = دعوة إلى {$to}
invitation-made-text = تُرسل بالبريد الإلكتروني إن كانت القناة مُعدّة. ويمكنك تسليم هذا الرابط بنفسك؛ لن يظهر مرة أخرى.
invitation-made-done = تم
join-title = الانضمام
join-lead = أنت مدعوّ للانضمام بدور: {$role}. اختر اسمك وكلمة مرور.
join-name = اسمك
join-go = انضمام
join-signed-in = {$name} مسجَّل الدخول هنا. قبول هذه الدعوة يُنهي دخوله.
join-leave = إنهاء دخوله والمتابعة
join-over-title = انتهت هذه الدعوة
join-over-text = استُخدمت أو أُلغيت أو حلّت محلها دعوة أحدث، أو مضى عليها أسبوع. اطلب دعوة أخرى.
staff-access = الدخول
staff-access-title = كيف يسجّل {$name} الدخول
staff-has-factor = الخطوة الثانية مُعدّة
staff-no-factor = لم تُعدّ خطوة ثانية.
staff-factors-authenticator = تطبيق المصادقة مُعدّ.
staff-factors-reset = إعادة ضبط الخطوة الثانية
staff-factors-reset-text = لمن فقد هاتفه ورموزه. يُسجَّل خروجه من كل مكان ويُبلَّغ بالبريد، ثم يُعدّ خطوة جديدة عند دخوله التالي.
staff-sessions-end-all = تسجيل الخروج من كل مكان
settings-roles = الأدوار
roles-lead = ما يحق لكل دور، في لوحة التحكم وفي تطبيقاتك على السواء. كل اطّلاع على بيانات شخص يُسجَّل، أيًّا كان الدور.
roles-own = الحساب الشخصي وعمليات الدخول
roles-yes = نعم
roles-no = لا
rules-title = تسجيل الدخول
rules-text = كيف يثبت الموظفون هويتهم، وإلى متى تبقى لوحة لا يلمسها أحد مفتوحة.
rules-asked = من يحتاج إلى خطوة ثانية
rules-asked-usual = المعتاد: المالكون والمديرون في نشاط حقيقي
rules-asked-leaders = المالكون والمديرون
rules-asked-everybody = الجميع
rules-idle = تسجيل الخروج بعد سكون مدته
rules-idle-hint = لا يشمل الكاشير: يبقى مفتوحًا حتى تنتهي ساعاته.
role-text-support = يقرأ بيانات العملاء ويفتح الأرقام واحدًا واحدًا بغرض الدعم؛ ولا يغيّر شيئًا
role-text-vendor = عملاء فروعه: يخدمهم ويدعوهم إلى حساباتهم، ولا يصدّر شيئًا
role-text-driver = حسابه الشخصي فقط؛ ويرى العملاء عندما تبدأ الطلبات والتوصيل
flash-staff-factors-reset = أُعيد ضبط الخطوة الثانية وسُجِّل الخروج من كل مكان.
flash-staff-rules-changed = حُفظت قواعد تسجيل الدخول.
flash-staff-invitation-cancelled = أُلغيت الدعوة.
flash-invitation-accepted = أهلًا بك. سجّل الدخول ببريدك وكلمة مرورك الجديدة.
error-invitation-over = انتهت هذه الدعوة.
notice-staff-invited-subject = دعوة من {$inviter} إلى {$shop}
notice-staff-invited = يدعوك {$inviter} إلى العمل مع {$shop}. الرابط يعمل مرة واحدة خلال سبعة أيام: {$link}
notice-staff-factors-reset-subject = أُعيد ضبط خطوتك الثانية في {$shop}
notice-staff-factors-reset = أعاد شخص مخوَّل ضبط الخطوة الثانية لحسابك في {$shop}. إن لم تطلب ذلك، فأبلغ أحد المالكين فورًا.
notice-staff-password-reset-subject = تغيّرت كلمة مرورك في {$shop}
notice-staff-password-reset = وضع شخص مخوَّل كلمة مرور جديدة لحسابك في {$shop}، وسُجّل خروجك من كل مكان. إن لم تطلب ذلك، فأبلغ أحد المالكين فورًا.
rules-minutes = { $minutes ->
    [zero] {$minutes} دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] {$minutes} دقائق
    [many] {$minutes} دقيقة
   *[other] {$minutes} دقيقة
}
staff-factors-passkeys = { $count ->
    [zero] لا مفاتيح مرور
    [one] مفتاح مرور واحد
    [two] مفتاحا مرور
    [few] {$count} مفاتيح مرور
    [many] {$count} مفتاح مرور
   *[other] {$count} مفتاح مرور
}
