# حال حساب العميل، كما تُصفّى به القائمة.
state-temporary = مؤقت
state-active-title = حساب مفتوح لا يمنعه شيء
state-temporary-title = زوار لم يسجلوا الدخول قط
state-suspended-title = ممنوعون إلى موعد، ثم يعودون تلقائيًا
state-blocked-title = ممنوعون حتى يُرفع الحظر عنهم
state-deleted-title = عملاء محذوفون يمكن استرجاعهم
