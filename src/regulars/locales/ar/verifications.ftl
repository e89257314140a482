# ما تم التحقق منه والوثائق: البطاقة والقائمة والمراجعة والأعمار، وما يُقال للعميل.
nav-verifications = التحقق
shortcut-verifications = إلى التحقق
settings-verifications = التحقق
purpose-verification = مراجعة الوثائق
scope-customers-age = السؤال عن بلوغ السن دون تاريخ الميلاد
scope-customers-birth-date = رؤية تواريخ الميلاد
scope-verifications-review = الاطلاع على الوثائق والبتّ فيها

document-phone = الهاتف
document-email = البريد الإلكتروني
document-id-card = بطاقة الهوية
document-passport = جواز السفر
document-residence-permit = بطاقة الإقامة
document-driving-licence = رخصة القيادة
document-commercial-registration = السجل التجاري
document-other = وثيقة أخرى

verification-requested = مطلوبة
verification-pending = بانتظار المراجعة
verification-approved = تم التوثيق
verification-rejected = لم تُقبل
verification-expired = انتهت
verification-withdrawn = سُحبت

rejection-unreadable = لا يمكن قراءتها
rejection-incomplete = جزء منها ناقص
rejection-differs = تخالف ما في السجل
rejection-expired-paper = انتهت صلاحية الوثيقة
rejection-not-genuine = لا تبدو أصلية

form-birth-date-kept = معروف ولا يظهر لك. اكتب يومًا آخر فقط إن أردت استبداله.

proofs-title = ما تم توثيقه
proofs-none = لم يُوثّق شيء بعد.
proof-unproven = غير موثّق
proof-since = منذ { $day }
proof-until = حتى { $day }
proof-asked-for = طُلبت في { $day }
proof-handed-in = قُدّمت في { $day }
ages-title = بلوغ السن

age-yes = نعم
age-no = لا
age-unknown = غير معروف
age-evidence-declared = من تاريخ ميلاد ذُكر
age-evidence-document = موثّق بوثيقة
age-evidence-none = تاريخ الميلاد غير معروف
age-category-alcohol = الكحول
age-category-tobacco = التبغ
age-category-energy-drinks = مشروبات الطاقة
age-category-medicines = الأدوية
age-category-knives = السكاكين
age-category-fireworks = الألعاب النارية
age-category-games = الألعاب والأفلام
age-category-other = سلع أخرى

paper-new = وثيقة
paper-ask = اطلب وثيقة
paper-title = وثيقة { $name }
paper-ask-title = طلب وثيقة من { $name }
paper-document = نوع الوثيقة
paper-front = الوجه الأمامي أو الصفحة الوحيدة
paper-back = الوجه الخلفي
paper-sealed = تُحفظ بمفتاح خاص بهذا العميل وتُحذف بعد القرار بأيام.
paper-other-eyes = يبتّ فيها شخص غيرك.
paper-hint = صورة (JPEG أو PNG أو WebP) أو ملف PDF، حتى 5 ميغابايت لكل منهما.
paper-ask-hint = يُبلَّغ أين يقدمها إن كان هاتفه أو بريده موثّقًا، وتظهر في صفحته إلى أن تُقدَّم.
paper-go = قدّم
paper-ask-go = اطلب
paper-not-wanted = لم تعد مطلوبة
flash-paper-handed-in = قُدّمت للمراجعة
flash-paper-asked-for = تم الطلب
flash-paper-not-wanted = لم تعد مطلوبة
flash-verification-approved = تم التوثيق
flash-verification-rejected = لم تُقبل الوثيقة
flash-verification-withdrawn = لم يعد هذا التحقق معتبرًا

queue-states = الحالة
queue-pending = بالانتظار
queue-requested = مطلوبة
queue-approved = تم التوثيق
queue-rejected = لم تُقبل
queue-expired = انتهت
queue-any-kind = كل الوثائق
queue-own = أنت من قدّمها
queue-none-pending = لا شيء ينتظر
queue-none-other = لا شيء هنا
queue-none-text = الوثائق التي يقدمها العملاء أو الزملاء تنتظر هنا، الأقدم أولًا.

review-title = مراجعة وثيقة
review-papers = ما تم تقديمه
review-page = الصفحة { $place }
review-open = افتحها بالحجم الكامل
review-pdf = لا يُعرض ملف PDF هنا. احفظه وافتحه بحذر.
review-download = احفظ ملف PDF
review-gone = حُذفت الوثيقة
review-gone-text = لا يبقى إلا ما نتج عنها.
review-nothing = لم يُقدَّم شيء بعد
review-nothing-text = طُلبت وما زالت منتظرة.
review-said = ما في السجل
review-number = العميل
review-handed = قُدّمت
review-decided = القرار
review-until = معتبرة حتى
review-reason = السبب
review-note = ملاحظة
review-until-field = معتبرة حتى
review-until-hint = آخر يوم مكتوب في الوثيقة. فارغ: بلا نهاية.
review-birth-field = تاريخ الميلاد في الوثيقة
review-birth-hint = املأه لإثبات العمر.
review-approve = قبول
review-reject = عدم القبول
review-reject-go = أعدها
review-note-field = ملاحظة للزملاء
review-note-hint = يُبلَّغ العميل بالسبب لا بالملاحظة.
review-ask-again = اطلبها من جديد
review-kept = { $days ->
    [zero] تُحذف الوثيقة مع القرار.
    [one] تُحذف الوثيقة بعد القرار بيوم واحد.
    [two] تُحذف الوثيقة بعد القرار بيومين.
    [few] تُحذف الوثيقة بعد القرار بـ { $days } أيام.
    [many] تُحذف الوثيقة بعد القرار بـ { $days } يومًا.
   *[other] تُحذف الوثيقة بعد القرار بـ { $days } يوم.
}
review-withdraw = ما كان ينبغي قبولها
review-withdraw-text = يتوقف اعتبار هذا التحقق فورًا وتُحذف الوثيقة.
review-withdraw-go = سحب
review-meanwhile = سبقك شخص آخر. هذا هو الوضع الآن، ولم يُحفظ شيء مما أدخلته.

rules-papers = الوثائق
rules-papers-text = تبقى النتيجة وحدها، وتُحذف الصور.
rules-kept = أيام الحفظ بعد القرار
rules-kept-hint = من 0 إلى 365. ما يكفي للإجابة عن سؤال لا أكثر.
rules-wait = أيام انتظار الطلب
rules-wait-hint = من 1 إلى 365. بعدها يسقط الطلب ويُحذف ما قُدّم.
rules-ages = الأعمار
rules-ages-text = السن التي تبيع ابتداءً منها كل صنف بحسب القانون عندك. يُقال للموظفين والتطبيقات نعم أو لا أو غير معروف، ولا يُقال تاريخ الميلاد أبدًا.
rules-needs-document = بوثيقة فقط

error-own-paper = أنت من قدّم هذه الوثيقة: يبتّ فيها شخص آخر.
error-verification-closed = تم البتّ فيها أو سُحبت أو انتهت في هذه الأثناء.
error-verification-open = هناك وثيقة لهذا العميل مطلوبة أو بانتظار المراجعة.
field-paper-too-large = الملف كبير: 5 ميغابايت و24 مليون بكسل على الأكثر.
field-paper-not-readable = هذا ليس صورة ولا ملف PDF يمكن قراءته.
field-paper-not-safe = في ملف PDF هذا ما هو أكثر من الصفحات. أرسل مسحًا عاديًا أو صورة.
field-until-not-ahead = اختر يومًا ابتداءً من اليوم وخلال 20 سنة.
field-birth-date-differs = في السجل يوم آخر. أعد الوثيقة أو صحّح السجل أولًا.
field-number-out-of-range = هذا العدد أصغر أو أكبر من المسموح.
field-category-without-age = لم تُحدَّد سن لهذا الصنف. حددها في الإعدادات.

fact-identity-verification-requested = طُلبت وثيقة أو قُدّمت
fact-identity-verification-decided = تم البتّ في وثيقة
fact-identity-verification-ended = لم يعد تحقق معتبرًا
fact-tenants-verification-rules-changed = تغيرت قواعد الوثائق والأعمار

notice-paper-asked = من { $shop }: نحتاج إلى وثيقة منك. قدّمها هنا: { $link }
notice-paper-asked-subject = مطلوب منك وثيقة
notice-paper-approved = من { $shop }: تمت مراجعة وثيقتك وقبولها.
notice-paper-approved-subject = قُبلت وثيقتك
notice-paper-unreadable = من { $shop }: تعذرت قراءة وثيقتك. أرسل صورة واضحة كاملة من فضلك: { $link }
notice-paper-unreadable-subject = أرسل وثيقتك من جديد
notice-paper-incomplete = من { $shop }: جزء من وثيقتك ناقص. أرسلها كاملة من فضلك: { $link }
notice-paper-incomplete-subject = أرسل وثيقتك من جديد
notice-paper-differs = من { $shop }: في وثيقتك ما يخالف حسابك. تواصل معنا من فضلك.
notice-paper-differs-subject = تعذر قبول وثيقتك
notice-paper-expired-paper = من { $shop }: انتهت صلاحية وثيقتك. أرسل وثيقة سارية من فضلك: { $link }
notice-paper-expired-paper-subject = أرسل وثيقة سارية
notice-paper-not-genuine = من { $shop }: تعذر قبول وثيقتك. تواصل معنا من فضلك.
notice-paper-not-genuine-subject = تعذر قبول وثيقتك
