# الشركات والتفضيلات واكتمال الملف والصور وسجل التغييرات.
field-tag-names-customer = هذا الوسم يحمل اسم العميل. الوسوم غير مشفّرة، فلا تكتب فيها الأسماء.
field-preferences-not-pairs = اكتب التفضيلات على شكل اسم=قيمة، وافصل بينها بعلامة |.
error-tag-names-customer = { field-tag-names-customer }
error-preferences-not-pairs = { field-preferences-not-pairs }
