# ما هو متاح للعملاء الكاملين وحدهم، وما ينقص.
error-profile-incomplete = هذا متاح للعملاء الكاملين فقط؛ أكمل ما ينقص أولًا.
field-phone-not-proven = الهاتف غير موثّق: متى أُدخل الرمز الصحيح أصبح العميل كاملًا.
error-phone-not-proven = { field-phone-not-proven }
field-preferences-missing = اختر تفضيلًا واحدًا على الأقل.
error-preferences-missing = { field-preferences-missing }
portal-full-title = لإكمال حسابك ينقصنا
portal-full-phone = رقم هاتفك
portal-full-phone-proof = توثيق هاتفك برمز
portal-full-email = بريدك الإلكتروني
portal-full-name = اسمك
portal-full-preferences = تفضيلاتك
