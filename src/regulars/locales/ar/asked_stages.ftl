# المراحل التي تُسأل عنها التفضيلات.
field-preference-not-for-stage = لا يُسأل العملاء في هذه المرحلة عن هذا.
error-preference-not-for-stage = { field-preference-not-for-stage }
asks-stages = تُسأل لـ
asks-stages-hint = تظهر في نماذج هؤلاء العملاء فقط. عدم الاختيار أو اختيار الكل يعني الجميع.
asks-of = تُسأل لـ: {$stages}
