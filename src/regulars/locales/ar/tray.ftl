# المهام الطويلة: إلى أين وصلت وكيف انتهت.
tray-title = المهام الجارية
tray-none = لا مهام طويلة بدأتها خلال اليوم الأخير
tray-none-text = تظهر هنا المهام الطويلة، مثل التحقق من سجل التدقيق، مع ما أُنجز منها.
tray-open = عرض
task-verify-chain = التحقق من سجل التدقيق
task-so-far = {$done} من {$total}
task-chain-whole = كل شيء كما كُتب
task-chain-broken = ثمة ما ليس كما كُتب
task-done = تمّت
task-failed = فشلت
task-stalled = توقفت؛ راجع مهام الخلفية في الإعدادات
task-waiting = في الانتظار
task-running = قيد التنفيذ
