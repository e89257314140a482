# Customers near a branch.
near-title = قرب أحد الفروع
near-link = قرب فرع
near-branch = الفرع
near-within = ضمن مسافة
near-show = عرض
near-map = خريطة الفرع ومن يسكن قربه
near-count = { $count ->
    [zero] لا عناوين
    [one] عنوان واحد
    [two] عنوانان
    [few] {$count} عناوين
    [many] {$count} عنوانًا
   *[other] {$count} عنوان
}
near-crowded = { $count ->
    [zero] لا عناوين
    [one] عنوان واحد وأكثر
    [two] عنوانان وأكثر
    [few] {$count} عناوين وأكثر
    [many] {$count} عنوانًا وأكثر
   *[other] {$count} عنوان وأكثر
}
near-rough = يمكنك رؤية المنطقة دون تفاصيل الباب: المسافة إلى وسط منطقة عرضها نحو خمسة كيلومترات.
near-none = لا أحد يسكن على هذا القرب
near-none-text = لا يوجد عنوان له دبوس ضمن هذه المسافة. اختر مسافة أكبر.
near-no-branch = لا فرع على الخريطة بعد
near-no-branch-text = حدّد مكان أحد الفروع لترى من يسكن قربه.
near-place-branch = تحديد مكان فرع
near-first = إلى الأقرب
near-farther = الأبعد
near-who = من يسكن قربه
