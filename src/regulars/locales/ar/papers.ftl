# وثائق العميل في صفحته: تقديمها وحالتها واستردادها.
portal-papers-title = وثّق هويتك
portal-papers-text = الوثائق التي قدّمتها وما تقرر بشأنها
portal-papers-lead = بعض ما يبيعه المتجر أو يقدمه لا يجوز إلا بعد الاطلاع على وثيقة منك.
portal-papers-asked-title = يطلب منك المتجر وثيقة
portal-papers-asked-until = حتى { $day }
portal-papers-contacts = الهاتف والبريد الإلكتروني
portal-papers-yours = وثائقك
portal-papers-none = لم تقدّم شيئًا بعد.
portal-papers-unproven = غير موثّق بعد
portal-papers-prove = توثيق
portal-papers-prove-phone = توثيق هاتفك
portal-papers-prove-email = توثيق بريدك الإلكتروني

portal-paper-requested = المتجر بانتظارها
portal-paper-pending = سيطّلع عليها موظف في المتجر
portal-paper-approved = رُوجعت وقُبلت
portal-paper-approved-until = رُوجعت وقُبلت، وتسري حتى { $day }
portal-paper-rejected = لم تُقبل
portal-paper-expired = انتهت مدتها
portal-paper-withdrawn = تم استردادها
portal-paper-handed = قُدّمت { $day }

portal-paper-why-unreadable = تعذرت قراءتها. أرسل صورة واضحة في إضاءة جيدة.
portal-paper-why-incomplete = جزء منها ناقص. أرسلها كاملة من الوجهين.
portal-paper-why-differs = فيها ما يخالف حسابك. تواصل مع المتجر من فضلك.
portal-paper-why-expired-paper = انتهت صلاحية الوثيقة نفسها. أرسل وثيقة سارية.
portal-paper-why-not-genuine = لم يتمكن المتجر من قبولها. تواصل مع المتجر من فضلك.

portal-paper-new = قدّم وثيقة
portal-paper-document = نوع الوثيقة
portal-paper-front = الوجه الأمامي أو الصفحة الوحيدة
portal-paper-back = الوجه الخلفي
portal-paper-photo = التقط صورة
portal-paper-file = اختر ملفًا
portal-paper-hint = صورة أو ملف PDF، حتى 5 ميغابايت.
portal-paper-light = ضعها على سطح مستوٍ في إضاءة جيدة، وأظهر زواياها الأربع في الصورة.
portal-paper-go = قدّمها
portal-paper-sending = جارٍ الإرسال …
portal-paper-lost = لم تصل. تحقق من اتصالك وحاول من جديد.
portal-paper-kept = { $days ->
    [zero] تُحفظ مقفلة بمفتاح خاص بك. لا يفتحها إلا من يراجع الوثائق في المتجر، وتُسجَّل كل مرة، وتُحذف مع القرار.
    [one] تُحفظ مقفلة بمفتاح خاص بك. لا يفتحها إلا من يراجع الوثائق في المتجر، وتُسجَّل كل مرة، وتُحذف بعد القرار بيوم واحد.
    [two] تُحفظ مقفلة بمفتاح خاص بك. لا يفتحها إلا من يراجع الوثائق في المتجر، وتُسجَّل كل مرة، وتُحذف بعد القرار بيومين.
    [few] تُحفظ مقفلة بمفتاح خاص بك. لا يفتحها إلا من يراجع الوثائق في المتجر، وتُسجَّل كل مرة، وتُحذف بعد القرار بـ { $days } أيام.
    [many] تُحفظ مقفلة بمفتاح خاص بك. لا يفتحها إلا من يراجع الوثائق في المتجر، وتُسجَّل كل مرة، وتُحذف بعد القرار بـ { $days } يومًا.
   *[other] تُحفظ مقفلة بمفتاح خاص بك. لا يفتحها إلا من يراجع الوثائق في المتجر، وتُسجَّل كل مرة، وتُحذف بعد القرار بـ { $days } يوم.
}
portal-paper-back-again = استردّها
portal-paper-back-again-text = ما دام لم يُتخذ قرار يمكنك استردادها، وتُحذف الصورة فورًا.
portal-flash-paper-handed-in = شكرًا لك. سيبلغك المتجر بعد الاطلاع عليها.
portal-flash-paper-taken-back = تم استردادها وحُذفت الصورة.
error-papers-too-many = قدّمت وثائق كثيرة اليوم. حاول غدًا أو اسأل المتجر.
