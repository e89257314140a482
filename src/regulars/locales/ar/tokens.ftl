# رموز الدخول وتجديدها، والمفاتيح التي تحملها التطبيقات.
error-invalid-grant = رمز التجديد هذا لم يعد صالحًا. سجّل الدخول من جديد.
field-scopes-of-publishable = المفتاح القابل للنشر بلا صلاحيات، فهو في متناول الجميع.

fact-identity-signing-key-made = مفتاح جديد لرموز الدخول
fact-identity-signing-key-retired = أُحيل مفتاح رموز الدخول إلى التقاعد
fact-identity-refresh-reused = استُعمل رمز تجديد مرة ثانية، فأُنهيت جلسة الدخول

keys-kind = الغرض منه
keys-kind-secret = مفتاح سري
keys-kind-secret-hint = لبرنامج على خادم لديك. يفعل ما تسمح به صلاحياته.
keys-kind-publishable = مفتاح قابل للنشر
keys-kind-publishable-hint = لتطبيق في أيدي عملائك. لا يستطيع إلا أن يبدأ تسجيل الدخول، ولا بأس أن يراه أي أحد.
keys-scopes-of-secret = ما يجوز للمفتاح السري
keys-publishable-made = ضع هذا المفتاح في تطبيقك. ليس سرًّا، فهو يبدأ تسجيل الدخول فقط. لن يظهر في القائمة إلا مختصرًا، فانسخه الآن.
keys-revoke-stops-apps = لن تستطيع التطبيقات التي تحمله بدء تسجيل الدخول، ويبقى من سجّل دخوله كذلك إلى أن يحين تجديد جلسته.
