# ما يقال عن رقم أو بريد يُوثّق كما هو.

notice-phone-verified = من { $shop }: وُثّق رقم هاتف حسابك برمز. لم تفعل ذلك؟ أخبرنا من فضلك.
notice-phone-verified-subject = وُثّق رقم هاتف حسابك
notice-email-verified = من { $shop }: وُثّق بريد حسابك الإلكتروني برمز. لم تفعل ذلك؟ أخبرنا من فضلك.
notice-email-verified-subject = وُثّق بريد حسابك الإلكتروني
portal-flash-reached-verified = تم التوثيق، وأنهينا الدخول على أجهزتك الأخرى.
portal-reached-prove-lead-phone = نرسل رمزًا إلى هذا الرقم، ويُوثّق بعد أن تكتب الرمز هنا.
portal-reached-prove-lead-email = نرسل رمزًا إلى هذا البريد، ويُوثّق بعد أن تكتب الرمز هنا.
portal-reached-go-prove = توثيق
