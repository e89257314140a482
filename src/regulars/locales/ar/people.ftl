# ما تقوله لوحة الإدارة عن الدعوات إلى حساب.

invite-open = دعوة إلى حساب
invite-title = دعوة { $name } إلى حساب
invite-link = يصل رابط يعمل مرة واحدة خلال سبعة أيام، ويتوقف أي رابط أقدم.
invite-code = قبل أن يرى أي شيء يثبت برمز أن الرقم أو البريد له.
invite-linked = ثم يدخل إلى هذا السجل نفسه برقمه وتاريخه.
invite-to = إلى أين يُرسل الرابط
invite-by-phone = رسالة نصية إلى
invite-by-email = بريد إلى
invite-nowhere = لا هاتف ولا بريد في هذا السجل. أضف أحدهما أولًا.
invite-go = إرسال الدعوة
flash-customer-invited = الدعوة في طريقها.
flash-invitation-cancelled = سُحبت الدعوة ولم يعد الرابط يعمل.
invitations-title = الدعوات إلى حساب
invitations-text = عملاء دُعوا إلى حساب خاص بهم. تُرسل الدعوة من قائمة صفحة العميل.
invitations-all = الكل
invitation-state-pending = بانتظار القبول
invitation-state-accepted = مقبولة
invitation-state-cancelled = مسحوبة
invitation-state-replaced = مستبدلة
invitation-state-voided = باطلة
invitation-state-expired = منتهية
invitation-until = تعمل حتى
invitation-since = منذ
invitation-resend = إرسال من جديد
invitation-cancel = سحب
invitations-none = لا أحد هنا
invitations-none-text = افتح صفحة عميل واختر «دعوة إلى حساب» من القائمة.
invitation-sent = { $count ->
    [zero] لم تُرسل
    [one] أُرسلت مرة واحدة
    [two] أُرسلت مرتين
    [few] أُرسلت { $count } مرات
    [many] أُرسلت { $count } مرة
   *[other] أُرسلت { $count } مرة
}
fact-customers-identifier-changed = غيّر هاتفه أو بريده بنفسه
fact-customers-phone-updated = من يوصل إليه يتصل بالرقم الجديد
fact-customers-change-reversed = أُلغي تغيير الهاتف أو البريد
fact-people-customer-invited = دُعي إلى حساب
fact-people-invitation-resent = أُرسلت الدعوة من جديد
fact-people-invitation-cancelled = سُحبت الدعوة
fact-people-invitation-accepted = قُبلت الدعوة ورُبط الحساب
fact-people-invitation-replaced = حلّت دعوة أحدث محل الدعوة
fact-people-invitation-voided = بطلت الدعوة
fact-people-invitation-expired = انتهت مدة الدعوة
invitations-link = الدعوات
work-people-replace-older-invitations = إبقاء دعوة واحدة مفتوحة لكل عميل
work-people-void-invitations-of-who-left = إنهاء دعوات من غادر
work-people-void-invitations-of-customers-gone = إنهاء دعوات العملاء الذين لم يعودوا
