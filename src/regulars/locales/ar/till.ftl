# الكاشير.
till-title = الكاشير
till-heading = من العميل أمامك؟
till-entry = الهاتف أو رقم العميل أو الاسم
till-placeholder = الهاتف أو رقم CUST أو الاسم
till-guest = زائر
till-answers = العملاء المطابقون
till-hint-move = تنقّل
till-hint-pick = اختيار
till-hint-clear = مسح
till-recent = آخر من خدمتهم
till-found = { $count ->
    [zero] لا أحد
    [one] عميل واحد
    [two] عميلان
    [few] {$count} عملاء
    [many] {$count} عميلًا
   *[other] {$count} عميل
}
till-more = توجد نتائج أخرى. أكمل الكتابة قليلًا.
till-none-phone = لا يوجد عميل بهذا الهاتف بعد.
till-none-number = لا يوجد عميل بهذا الرقم.
till-none-name = لا يوجد عميل بهذا الاسم بعد.
till-make = إضافة عميل جديد
draft-title = عميل جديد
draft-lead = يكفي الاسم والهاتف، ويمكن إكمال الباقي لاحقًا.
draft-save = حفظ
draft-enter = للحفظ
known-title = هذا الهاتف مسجّل من قبل
known-lead = هل هو أحد هؤلاء العملاء؟
known-use = اختيار
known-other = شخص آخر
known-other-hint = قد تشترك العائلة في هاتف واحد.
served-found = تم العثور عليه
served-made = تم حفظ العميل الجديد
served-guest = تمت إضافة زائر
served-blocked = هذا العميل محظور. راجع مديرك قبل تقديم الخدمة.
served-open = فتح صفحته
served-next = العميل التالي
