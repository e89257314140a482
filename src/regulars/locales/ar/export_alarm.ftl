# From how many rows in one file on owners are warned.
general-files = الملفات التي يأخذها الموظفون
general-files-text = إذا تجاوز ملف هذا العدد من الأسطر وصل إلى المالكين تنبيه وهو لا يزال قيد الإعداد، وفيه اسم من طلبه.
general-alarm-rows = التنبيه ابتداءً من عدد الأسطر
general-alarm-rows-hint = من 1 إلى 1,000,000
fact-exports-limit-passed = تجاوز ملف الحد الذي وضعه المالكون
alert-export-large-title = ملف كبير يُؤخذ إلى الخارج
alert-export-large-means = طلب أحدهم ملفًا عدد أسطره أكبر مما تسمح إعداداتكم بمروره دون تنبيه.
alert-export-large-do = اسأل من طلبه ولماذا. إن لم يعرفه أحد فعطّل الحساب أو ألغِ المفتاح: الملف الذي لم يكتمل إعداده يتوقف فورًا.
