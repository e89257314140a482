# توثيق الهاتف أو البريد والعميل حاضر.
codes-verify = توثيق
codes-title-phone = توثيق الهاتف
codes-title-email = توثيق البريد الإلكتروني
codes-of = {$name}
codes-lead-phone = نرسل رمزًا برسالة نصية، فيقرؤه لك العميل أو يكتبه بنفسه بعد أن تدير الشاشة نحوه.
codes-lead-email = نرسل رمزًا بالبريد الإلكتروني، فيقرؤه لك العميل أو يكتبه بنفسه بعد أن تدير الشاشة نحوه.
codes-send = إرسال الرمز
codes-again = إرسال مرة أخرى
codes-in = بعد {$seconds} ث
codes-label = الرمز الذي وصل إلى العميل
codes-prove = تحقّق
codes-turn = يكتبه العميل
codes-over = لم يعد هذا الرمز صالحًا. أرسل رمزًا جديدًا.
codes-tries = { $count ->
    [zero] لم تبقَ محاولات.
    [one] بقيت محاولة واحدة.
    [two] بقيت محاولتان.
    [few] بقيت {$count} محاولات.
    [many] بقيت {$count} محاولة.
   *[other] بقيت {$count} محاولة.
}
codes-minutes = { $count ->
    [zero] انتهت صلاحيته.
    [one] صالح لدقيقة أخرى.
    [two] صالح لدقيقتين أخريين.
    [few] صالح لمدة {$count} دقائق أخرى.
    [many] صالح لمدة {$count} دقيقة أخرى.
   *[other] صالح لمدة {$count} دقيقة أخرى.
}
codes-wait-seconds = { $count ->
    [zero] طُلب رمز قبل قليل. يمكنك الإرسال الآن.
    [one] طُلب رمز قبل قليل. انتظر ثانية واحدة قبل التالي.
    [two] طُلب رمز قبل قليل. انتظر ثانيتين قبل التالي.
    [few] طُلب رمز قبل قليل. انتظر {$count} ثوانٍ قبل التالي.
    [many] طُلب رمز قبل قليل. انتظر {$count} ثانية قبل التالي.
   *[other] طُلب رمز قبل قليل. انتظر {$count} ثانية قبل التالي.
}
codes-wait-minutes = { $count ->
    [zero] طُلبت رموز كافية لهذا العميل. يمكنك الإرسال الآن.
    [one] طُلبت رموز كافية لهذا العميل. يمكن إرسال التالي بعد دقيقة.
    [two] طُلبت رموز كافية لهذا العميل. يمكن إرسال التالي بعد دقيقتين.
    [few] طُلبت رموز كافية لهذا العميل. يمكن إرسال التالي بعد {$count} دقائق.
    [many] طُلبت رموز كافية لهذا العميل. يمكن إرسال التالي بعد {$count} دقيقة.
   *[other] طُلبت رموز كافية لهذا العميل. يمكن إرسال التالي بعد {$count} دقيقة.
}
codes-wait-hours = { $count ->
    [zero] طُلبت رموز كافية لهذا العميل اليوم. يمكنك الإرسال الآن.
    [one] طُلبت رموز كافية لهذا العميل اليوم. يمكن إرسال التالي بعد ساعة.
    [two] طُلبت رموز كافية لهذا العميل اليوم. يمكن إرسال التالي بعد ساعتين.
    [few] طُلبت رموز كافية لهذا العميل اليوم. يمكن إرسال التالي بعد {$count} ساعات.
    [many] طُلبت رموز كافية لهذا العميل اليوم. يمكن إرسال التالي بعد {$count} ساعة.
   *[other] طُلبت رموز كافية لهذا العميل اليوم. يمكن إرسال التالي بعد {$count} ساعة.
}
codes-way-waiting = في الطريق
codes-way-sending = في الطريق
codes-way-unknown = سُلّم للإرسال، ولا يُعرف بعد هل وصل
codes-way-sent = أُرسل
codes-way-delivered = وصل
codes-way-failed = تعذّر إرساله:
codes-way-withheld = لم يُرسل:
codes-why-country-not-served = نشاطك لا يرسل إلى هذا البلد.
codes-why-costly-number = هذا الرقم تُدفع رسوم لمراسلته.
codes-why-not-mobile = لا تصل الرسائل النصية إلى هذا النوع من الأرقام. وثّق البريد بدلًا منه.
codes-why-number-not-valid = هذا الرقم غير موجود.
codes-why-budget-spent = استُهلك رصيد الرموز لهذا اليوم. يستطيع المالك رفعه من الإعدادات.
codes-why-range-unconfirmed = رموز كثيرة لأرقام مشابهة لم تُؤكَّد. حاول لاحقًا.
codes-why-mailbox-asked-often = أُرسلت رموز كثيرة إلى هذا البريد اليوم. حاول بعد ثلاث ساعات أو وثّق الهاتف.
codes-why-no-channel = لم يُضبط مزوّد للرسائل. يستطيع المالك ضبطه من الإعدادات.
codes-why-number-unreachable = لا يمكن الوصول إلى هذا الرقم.
codes-why-opted-out = طلب صاحب هذا الرقم من المزوّد ألا تصله رسائل.
codes-why-codes-spent = طُلبت رموز كثيرة لهذا العميل أو كُتبت خطأ. انظر الحساب في صفحته أو حاول لاحقًا.
codes-why-ranges-unconfirmed = أُرسلت رموز كثيرة إلى أرقام جديدة. حاول بعد خمس دقائق.
codes-why-account = يرفض المزوّد حساب نشاطك لديه. يرى المالك السبب في الإعدادات.
codes-why-country-not-enabled = حساب نشاطك لدى المزوّد لا يصل إلى هذا البلد بعد. يستطيع المالك طلب تفعيله.
codes-why-away = المزوّد لا يجيب الآن. حاول بعد قليل.
codes-why-carrier = أوقفت شركة الاتصالات الرسالة. وثّق البريد بدلًا من الهاتف أو حاول لاحقًا.
codes-why-mailbox = هذا العنوان لا يستقبل بريدًا. راجع كتابته.
codes-why-other = لم تصل الرسالة. جرّب الطريقة الأخرى أو اطلب من المالك مراجعة الإعدادات.
field-code-wrong = هذا الرمز غير صحيح
field-code-not-six-digits = الرمز ستة أرقام
served-verify = توثيق الهاتف
served-verified = تم توثيق الهاتف
flash-customer-verified = تم التوثيق.
fact-identity-codes-stopped = مئة رمز خاطئ على التوالي
fact-identity-codes-unlocked = مُنح محاولات جديدة للرموز
turned-title = اكتب رمزك
turned-lead-phone = أرسلنا رمزًا برسالة نصية إلى
turned-lead-email = أرسلنا رمزًا بالبريد الإلكتروني إلى
turned-label = ستة أرقام
turned-go = تم
turned-back = عودة إلى الكاشير
turned-not-six = الرمز ستة أرقام.
turned-wrong = { $count ->
    [zero] هذا الرمز غير صحيح. اطلب رمزًا جديدًا.
    [one] هذا الرمز غير صحيح. بقيت لك محاولة واحدة.
    [two] هذا الرمز غير صحيح. بقيت لك محاولتان.
    [few] هذا الرمز غير صحيح. بقيت لك {$count} محاولات.
    [many] هذا الرمز غير صحيح. بقيت لك {$count} محاولة.
   *[other] هذا الرمز غير صحيح. بقيت لك {$count} محاولة.
}
fact-identity-code-requested = طُلب رمز
fact-identity-code-proven = كُتب الرمز صحيحًا
fact-identity-code-refused = كُتب الرمز خطأً أو متأخرًا أو مرتين
fact-identity-account-opened = فُتح حساب
fact-identity-account-closed = أُغلق الحساب وخرج كل من دخل به
fact-identity-account-reopened = عاد الحساب مفتوحًا
fact-identity-account-signed-in = دخل العميل إلى حسابه
fact-identity-account-session-ended = أُنهي دخول
