# قبل معرفة النشاط التجاري، وحين لا يوجد.
doorstep-title = أين تعمل؟
doorstep-lead = Regulars منصة عملاء تجعل الزائر العابر عميلًا دائمًا. اذكر النشاط التجاري الذي تعمل فيه لننقلك إلى صفحة الدخول الخاصة به.
doorstep-business = عنوان النشاط التجاري
doorstep-business-hint = الاسم القصير الموجود في الرابط الذي وصلك.
doorstep-go = متابعة
doorstep-help = لا تعرفه؟ اسأل من أنشأ حسابك.
doorstep-api = للمطوّرين: مرجع API
doorstep-unknown-title = لا يوجد نشاط بهذا العنوان
doorstep-unknown-text = لا نعرف هنا نشاطًا تجاريًا بهذا العنوان. ربما كُتب خطأً؛ تحقق منه وحاول مرة أخرى.
field-address-not-valid = حروف لاتينية صغيرة وأرقام وشرطات فقط، حرفان على الأقل.

problem-nowhere-text = لا توجد صفحة بهذا العنوان. ربما كُتب خطأً.
problem-wrong-way-title = لا يُفتح هذا العنوان بهذه الطريقة
problem-wrong-way-text = العنوان موجود لكنه ليس صفحة. ارجع واستخدم الأزرار هناك.
problem-unreadable-title = تعذّرت قراءة الطلب
problem-unreadable-text = ما أُرسل تالف أو كبير جدًا. ارجع وأعد تحميل الصفحة ثم حاول مرة أخرى.
problem-doorstep = البحث عن نشاطك
