# أعمدة القائمة، والفرع الذي تُعرض من خلاله، وترتيبها.
columns-title = الأعمدة
column-email = البريد الإلكتروني
column-language = اللغة
column-tags = الوسوم
column-kind = النوع
column-updated = آخر تعديل
kind-person = فرد
filter-branch = كما يراها أحد الفروع
sort-title = الترتيب
sort-by-down-created = الأحدث أولًا
sort-by-created = الأقدم أولًا
sort-by-number = الرقم الأصغر أولًا
sort-by-down-number = الرقم الأكبر أولًا
printed-at = بتاريخ {$time}
