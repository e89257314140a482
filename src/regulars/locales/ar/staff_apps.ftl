# دخول الموظفين من التطبيقات.
error-factor-invalid = الرمز غير صحيح، أو استُخدم من قبل. انتظر الرمز التالي.
error-password-invalid = كلمة المرور غير صحيحة.
error-factor-not-set-up = يحتاج حسابك إلى خطوة ثانية. ادخل إلى لوحة التحكم مرة واحدة وأعدّها هناك.
error-sign-in-too-old = أثبت هويتك من جديد، فهذا يتطلب إثباتًا لم تمضِ عليه عشر دقائق.

fact-identity-staff-proven = أثبت هويته من جديد
fact-identity-staff-proof-refused = حاول إثبات هويته من جديد دون جدوى
fact-identity-staff-refresh-reused = استُعمل رمز تجديد لأحد الموظفين مرة ثانية، فأُنهيت جلسة الدخول

alert-staff-refresh-reuse-title = أُنهي دخول مسروق لأحد موظفيك
alert-staff-refresh-reuse-means = استُعمل رمز من تطبيق أحد موظفيك مرتين، وأحد الاثنين ليس هو، فانتهى الدخول لكليهما.
alert-staff-refresh-reuse-do = اسأله هل ضاع هاتفه أو أعاره. وإن شككت فأعطه كلمة مرور جديدة.
