# حال حساب العميل، كما تُصفّى به القائمة.
state-temporary = عابر
state-active-title = حساب مفتوح لا يمنعه شيء
state-temporary-title = عابرون: زوار لم يسجلوا الدخول قط
state-suspended-title = ممنوعون إلى موعد، ثم يعودون تلقائيًا
state-blocked-title = ممنوعون حتى يُرفع الحظر عنهم
state-deleted-title = عملاء محذوفون يمكن استرجاعهم

customers-none-active = لا أحد نشط
customers-none-temporary = لا عابرين
customers-none-suspended = لا أحد موقوف
customers-none-blocked = لا أحد محظور
customers-none-deleted = لا أحد محذوف
customers-none-narrowed-text = أزل أحد عوامل التصفية، أو امسحها كلها لترى الجميع.
customers-clear-filters = مسح التصفية
field-state-or-account-status = حدّد بالحالة أو بحالة الحساب، لا بكلتيهما.
