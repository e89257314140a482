# الشركات والتفضيلات واكتمال الملف والصور وسجل التغييرات.
field-tag-names-customer = هذا الوسم يحمل اسم العميل. الوسوم غير مشفّرة، فلا تكتب فيها الأسماء.
field-preferences-not-pairs = اكتب التفضيلات على شكل اسم=قيمة، وافصل بينها بعلامة |.
error-tag-names-customer = { field-tag-names-customer }
error-preferences-not-pairs = { field-preferences-not-pairs }
field-amount-not-valid = اكتب المبلغ بالأرقام، مثل 250 أو 250.500.
field-amount-too-fine = عدد المنازل العشرية في هذه العملة { $decimals }.
field-amount-too-large = هذا المبلغ كبير جدًا.
field-company-has-contacts = لهذه الشركة جهات اتصال. انقلها أولًا.
field-company-is-no-contact = لا يمكن أن تكون الشركة جهة اتصال لشركة.
field-company-not-known = لا توجد شركة بهذا المعرّف.
field-currency-missing = حدّد العملة.
field-currency-not-known = لا توجد عملة بهذا الرمز. استخدم رمزها، مثل OMR.
field-only-for-companies = هذا الحقل للشركات فقط.
field-tax-id-not-valid = الرقم الضريبي أربعة أحرف أو أرقام على الأقل، أحدها رقم.
field-terms-too-long = مهلة السداد من 0 إلى { $most } يومًا.
error-amount-not-valid = { field-amount-not-valid }
error-amount-too-fine = { field-amount-too-fine }
error-amount-too-large = { field-amount-too-large }
error-company-has-contacts = { field-company-has-contacts }
error-company-is-no-contact = { field-company-is-no-contact }
error-company-not-known = { field-company-not-known }
error-currency-missing = { field-currency-missing }
error-currency-not-known = { field-currency-not-known }
error-only-for-companies = { field-only-for-companies }
error-tax-id-not-valid = { field-tax-id-not-valid }
error-terms-too-long = { field-terms-too-long }
