# ما يجعل العميل مكتملًا، في نافذة الترقية وعلى بطاقة الكاشير.
needs-title = لدى العميل الكامل
needs-missing = ينقص ليصبح كاملًا:
needs-prove-after = بعد الحفظ تُرسل رمزًا: متى قرأه العميل أصبح كاملًا.
need-name = الاسم
need-phone = الهاتف
need-phone-proof = هاتف موثّق
need-email = البريد الإلكتروني
need-preferences = التفضيلات
need-there = موجود
need-lacks = ناقص
served-upgraded = تمت ترقية العميل
shortcut-verify = توثيق الهاتف من الكاشير
shortcut-upgrade = الترقية من الكاشير
