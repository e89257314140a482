# العناوين: ما يُرفض.
field-city-missing = أدخل المدينة.
field-latitude-not-valid = خط العرض بين -90 و90 درجة.
field-longitude-not-valid = خط الطول بين -180 و180 درجة.
field-position-incomplete = أدخل خط العرض وخط الطول معًا، أو اتركهما.
field-position-zero = الموقع صفر/صفر يقع في عرض البحر. ضع الدبوس من جديد.
field-within-out-of-range = يجب أن تكون المسافة بين متر واحد و50,000 متر.
error-city-missing = { field-city-missing }
error-latitude-not-valid = { field-latitude-not-valid }
error-longitude-not-valid = { field-longitude-not-valid }
error-position-incomplete = { field-position-incomplete }
error-position-zero = { field-position-zero }
error-within-out-of-range = { field-within-out-of-range }
error-addresses-too-many = للعميل 100 عنوان على الأكثر. احذف عنوانًا أولًا.
error-address-deleted = حُذف هذا العنوان. استعده أولًا.
error-address-not-deleted = هذا العنوان ليس محذوفًا.
error-address-in-use = هناك ما هو في طريقه إلى هذا العنوان. حدّد هل يشمله التغيير أيضًا.
error-default-required = لا بد من عنوان افتراضي. اجعل عنوانًا آخر هو الافتراضي.

# الصفحة ونوافذها.
addresses-title = العناوين
addresses-add = إضافة عنوان
addresses-map = خريطة العناوين
addresses-none = لا توجد عناوين بعد
addresses-none-text = أضف مكان سكن العميل أو عمله ليصل إليه التوصيل.
addresses-deleted = { $count ->
    [zero] لا عناوين محذوفة
    [one] عنوان محذوف واحد
    [two] عنوانان محذوفان
    [few] { $count } عناوين محذوفة
    [many] { $count } عنوانًا محذوفًا
   *[other] { $count } عنوان محذوف
}
address-default = الافتراضي
address-make-default = اجعله الافتراضي
address-edit = تعديل
address-delete = حذف العنوان
address-restore = استعادة
address-no-pin = بلا دبوس بعد
address-used = آخر استخدام
address-masked = يمكنك رؤية المنطقة دون تفاصيل الباب.
address-damaged = تضرّر هذا العنوان في مكان حفظه ولا يمكن قراءته. اطلبه من العميل مجددًا واحذف هذا.
address-comma = ،
address-metres = { $many } م
address-kilometres = { $many } كم
address-part-building = مبنى { $value }
address-part-floor = الطابق { $value }
address-part-apartment = شقة { $value }
address-kind = النوع
address-kind-home = المنزل
address-kind-work = العمل
address-kind-other = غير ذلك
address-form-new = عنوان جديد
address-form-edit = تعديل العنوان
address-city = المدينة
address-country = الدولة
address-area = المنطقة
address-street = الشارع أو السكة
address-building = المبنى
address-floor = الطابق
address-apartment = الشقة
address-pin = الموقع على الخريطة
address-notes = ملاحظات التوصيل
address-notes-hint = ما يساعد على الوصول إلى الباب: معلم قريب أو لون أو جرس.
address-label = اسم هذا العنوان
address-label-hint = كما يسميه العميل: بيت الوالدة.
address-is-default = هذا هو العنوان الافتراضي. لتغييره اجعل عنوانًا آخر هو الافتراضي.
address-use-as-default = استخدامه عنوانًا افتراضيًا
address-conflict-title = عدّل شخص آخر هذا العنوان في هذه الأثناء.
address-in-use-title = هناك ما هو في طريقه إلى هذا العنوان.
address-in-use-ask = حدّد ما يشمله التغيير أيضًا. يبقى العنوان كما كان لغيره.
address-deletion-title = حذف عنوان قيد الاستخدام؟
address-deletion-text = ما هو في الطريق يحتفظ بالعنوان كما كان:
map-pin = دبوس الموقع
map-zoom-in = تكبير
map-zoom-out = تصغير
map-metres = م
map-kilometres = كم
map-hint = اضغط على الخريطة لوضع الدبوس، أو اسحبه، أو حرّكه بأسهم لوحة المفاتيح.
map-locate = استخدام موقعي
map-locate-refused = لم يُسمح للمتصفح بمشاركة الموقع. اسمح به لهذه الصفحة أو ضع الدبوس بنفسك.
map-locate-failed = تعذّر تحديد الموقع. ضع الدبوس بنفسك.
map-unpin = إزالة الدبوس
map-latitude = خط العرض
map-longitude = خط الطول
flash-address-added = تمت إضافة العنوان.
flash-address-changed = تم تحديث العنوان.
flash-address-default = تم تغيير العنوان الافتراضي.
flash-address-deleted = تم حذف العنوان.
flash-address-restored = تمت استعادة العنوان.

# السجل الزمني.
fact-customers-address-added = أُضيف عنوان
fact-customers-address-changed = تغيّر عنوان
fact-customers-address-deleted = حُذف عنوان
fact-customers-address-restored = استُعيد عنوان
fact-customers-default-address-set = تغيّر العنوان الافتراضي
fact-tenants-branch-moved = تغيّر موقع الفرع على الخريطة
change-address = العنوان
change-label = اسم العنوان
change-building = المبنى
change-floor = الطابق
change-apartment = الشقة
change-street = الشارع
change-area = المنطقة
change-city = المدينة
change-country = الدولة
change-notes = ملاحظات التوصيل
change-pin = الدبوس
change-type = نوع العنوان
