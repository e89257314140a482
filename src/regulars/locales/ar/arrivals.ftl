arrivals-title = الرسائل الواردة
arrivals-lead = رسائل كان هذا العرض سيرسلها، ولم تغادر أي منها هذا الجهاز.
arrivals-none = لا شيء بعد. اطلب رمزًا وسيظهر هنا خلال لحظات.
arrivals-sms = رسالة نصية
arrivals-email = بريد إلكتروني
arrivals-from = من
arrivals-parts = { $count ->
    [zero] بلا أجزاء
    [one] جزء واحد
    [two] جزآن
    [few] {$count} أجزاء
    [many] {$count} جزءًا
   *[other] {$count} جزء
}
arrivals-state-queued = في الطريق
arrivals-state-sent = أُرسلت
arrivals-state-delivered = وصلت
arrivals-state-undelivered = لم تصل
