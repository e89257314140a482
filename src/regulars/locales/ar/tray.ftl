# الأعمال الطويلة: إلى أين وصلت وكيف انتهت.
tray-title = أعمال جارية
tray-none = لا شيء مما بدأته في اليوم الأخير يستغرق أكثر من صفحة.
tray-open = عرض
task-verify-chain = التحقق من سجل التدقيق
task-so-far = {$done} من {$total}
task-chain-whole = كل شيء كما كُتب
task-chain-broken = ثمة ما ليس كما كُتب
task-done = تم
task-failed = فشل
task-stalled = توقف؛ انظر أعمال الخلفية في الإعدادات
task-waiting = في الانتظار
task-running = جارٍ
