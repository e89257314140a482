# ما تقوله الرسائل عن تغيير الهاتف والبريد وعن الدعوات.

notice-phone-changed = { $shop }: تغيّر رقم هاتف حسابك وصارت الرسائل تُرسل إلى الرقم الجديد. لم تطلب ذلك؟ هذا الرابط يعيد الرقم القديم ويُخرج الجميع من الحساب. يعمل مرة واحدة خلال 72 ساعة: { $link }
notice-phone-changed-subject = تغيّر رقم هاتف حسابك
notice-email-changed = { $shop }: تغيّر بريد حسابك الإلكتروني وصارت الرسائل تُرسل إلى البريد الجديد. لم تطلب ذلك؟ هذا الرابط يعيد البريد القديم ويُخرج الجميع من الحساب. يعمل مرة واحدة خلال 72 ساعة: { $link }
notice-email-changed-subject = تغيّر بريد حسابك الإلكتروني
notice-phone-change-reversed = { $shop }: تراجع صاحب الحساب عن التغيير إلى هذا الرقم، ولم يعد الرقم تابعًا لذلك الحساب.
notice-phone-change-reversed-subject = أُلغي تغيير رقم الهاتف
notice-email-change-reversed = { $shop }: تراجع صاحب الحساب عن التغيير إلى هذا البريد، ولم يعد البريد تابعًا لذلك الحساب.
notice-email-change-reversed-subject = أُلغي تغيير البريد الإلكتروني
notice-phone-changed-by-shop = { $shop }: غيّرنا رقم هاتف حسابك وأنهينا كل جلسات الدخول. لم تطلب ذلك؟ أخبرنا من فضلك.
notice-phone-changed-by-shop-subject = غيّرنا رقم هاتف حسابك
notice-email-changed-by-shop = { $shop }: غيّرنا بريد حسابك الإلكتروني وأنهينا كل جلسات الدخول. لم تطلب ذلك؟ أخبرنا من فضلك.
notice-email-changed-by-shop-subject = غيّرنا بريد حسابك الإلكتروني
notice-invitation = يدعوك { $shop } إلى حسابك الخاص لديه. هذا الرابط يفتحه برمز خلال 7 أيام: { $link }
notice-invitation-subject = حسابك لدى { $shop }
