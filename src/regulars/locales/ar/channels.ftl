settings-channels = القنوات

channel-sms-text = تخرج الرموز والإشعارات إلى الهواتف عبر حسابكم الخاص لدى مزود الخدمة.
channel-email-text = تخرج الرموز والإشعارات بالبريد عبر خادم البريد الخاص بكم.
channel-set = مُعدّة
channel-not-set = غير مُعدّة
channel-nothing-leaves = لا يمكن إرسال شيء بهذه الطريقة بعد: من يطلب رمزًا لن يصله.
channel-works = الاتصال يعمل.
channel-tested = اختُبر
channel-test = اختبار الاتصال
channel-remove = إزالة
channel-remove-sms-title = إيقاف إرسال الرسائل القصيرة؟
channel-remove-email-title = إيقاف إرسال البريد؟
channel-remove-sms-stops = يتوقف فورًا خروج الرموز والإشعارات برسائل قصيرة، ومن يدخل أو يسجّل برقم هاتف لن يصله رمز.
channel-remove-email-stops = يتوقف فورًا خروج الرموز والإشعارات بالبريد، ومن يدخل أو يسجّل بعنوان بريد لن يصله رمز.
channel-remove-forgets = يُنسى ما أدخلتموه لدى {$provider} ومعه السر، وللإرسال من جديد تُدخلونه مرة أخرى.
flash-channel-removed = أُزيلت القناة، ولن يخرج شيء بهذه الطريقة.
channel-secret-kept = السر محفوظ. اترك الحقل فارغًا للإبقاء عليه.

channel-provider-twilio = خدمة Twilio
channel-provider-twilio-text = تجد الحساب والرمز السري في الصفحة الأولى من لوحة Twilio. كلفة الإرسال هي ما تتقاضاه Twilio.
channel-twilio-account = معرّف الحساب
channel-twilio-token = الرمز السري
channel-twilio-sender = المُرسِل
channel-twilio-home = عنوان آخر
channel-home-hint = للمحاكي فقط. اتركه فارغًا لاستخدام Twilio نفسها.

channel-provider-smtp = خادم بريد (SMTP)
channel-provider-smtp-text = تجد هذه القيم لدى مزود البريد في صفحة «الإرسال عبر SMTP». يجب أن يكون عنوان المُرسِل مما يُسمح للخادم بالإرسال باسمه.
channel-smtp-host = الخادم
channel-smtp-port = المنفذ
channel-smtp-security = التشفير
channel-smtp-username = اسم المستخدم
channel-smtp-password = كلمة المرور
channel-smtp-sender = عنوان المُرسِل
channel-smtp-sender-name = اسم المُرسِل
channel-security-starttls = STARTTLS (المنفذ 587 عادةً)
channel-security-tls = TLS (المنفذ 465 عادةً)
channel-security-none = بلا تشفير: لخادم يديره مشغّل النظام فقط

channel-limits = الحدود
channel-a-day = الرموز في اليوم
channel-a-day-text = حين يخرج هذا العدد خلال 24 ساعة، لا يصل الرمز إلا إلى العملاء الموثّقة أرقامهم، وحتى نصف العدد زيادة. بهذا لا ينفق الغرباء أموالكم. وتُحسب إشعارات العملاء على حدة، بالعدد نفسه.
channel-a-day-field = عدد الرموز خلال 24 ساعة، للرسائل النصية وللبريد كلٌّ على حدة
channel-countries = البلدان
channel-countries-text = تُرسل الرموز إلى {$country} وإلى البلدان المختارة هنا. أما الأرقام ذات الكلفة الإضافية فلا يصلها شيء أبدًا.
channel-countries-more = الإرسال أيضًا إلى

channel-fault-account-refused = المزود يرفض دخولنا. تحقق من الحساب والسر.
channel-fault-account-on-trial = الحساب تجريبي: لا يرسل المزود إلا إلى أرقام موثّقة لديه.
channel-fault-address-refused = لا يجوز الاتصال بهذا العنوان من هنا. تحقق من اسم الخادم والمنفذ.
channel-fault-not-encrypted = هذا الخادم لا يشفّر. اختر نوعًا آخر من التشفير أو اسأل مشغّل النظام.
channel-fault-not-reachable = لا أحد يجيب على هذا العنوان.
channel-fault-name-not-found = لا يوجد خادم بهذا الاسم.
channel-fault-provider-busy = يطلب المزود أن نعود لاحقًا.
channel-fault-provider-faulty = لدى المزود عطل. حاول لاحقًا.
channel-fault-timed-out = تأخر المزود في الرد.
channel-fault-connection-broken = انقطع الاتصال قبل وصول الرد.
channel-fault-answer-not-readable = الجهة التي أجابت لا تتحدث كما يتحدث هذا المزود.
channel-fault-answer-too-large = الجهة التي أجابت لا تتحدث كما يتحدث هذا المزود.
channel-fault-message-refused = رفض المزود.
channel-fault-sender-refused = رفض المزود المُرسِل.

field-channel-value-not-valid = ليست بالصيغة التي يستخدمها المزود
field-not-a-number-here = عدد صحيح من 0 إلى 1,000,000

alert-codes-ranges-title = رموز محجوزة عن نطاقات أرقام غير معروفة
alert-codes-ranges-means = أُرسلت رموز كثيرة إلى نطاقات أرقام لا يؤكد أحد فيها رمزًا. أما العملاء ذوو الأرقام الموثّقة والجدد من نطاقات أُكدت فيها رموز مؤخرًا فتصلهم رموزهم.
alert-codes-ranges-do = لا شيء إن لم تتوقعوا تسجيلات كثيرة: يبدو أن أحدًا يستنزف أموالكم وقد أُوقف. يعود مكان واحد كل خمس دقائق.

alert-codes-mailbox-title = رموز محجوزة عن صندوق بريد واحد
alert-codes-mailbox-means = أُرسلت عشرة رموز خلال يوم إلى صندوق بريد واحد، ربما بصيغ مختلفة من عنوانه. المزيد لن يفيد إلا في إزعاج صاحبه. أما العملاء ذوو العناوين الموثّقة فتصلهم رموزهم.
alert-codes-mailbox-do = لا شيء: يبدو أن أحدًا يملأ بريد شخص آخر، وقد أُوقف.

fact-tenants-channel-changed = تغيّرت قناة الرسائل
fact-tenants-channel-tested = اختُبرت قناة الرسائل
fact-tenants-letter-arrived = أفاد المزود بحال رسالة
fact-identity-notice-given = إشعار في طريقه
fact-identity-codes-held-back = رموز محجوزة عن الإرسال
fact-identity-codes-running-low = رموز اليوم توشك على النفاد
fact-identity-send-settled = عُرف مصير رسالة

work-identity-send-code = إرسال رمز
work-identity-send-notice = إرسال إشعار
work-identity-read-letter = قراءة ما أفاد به المزود
work-identity-credit-the-range = تسجيل أن نطاق أرقام يؤكد رموزه
