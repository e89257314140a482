# ما دخل به المستخدم، في لوحة التحكم وفي صفحات العملاء على السواء.
device-named = { $browser } على { $system }
device-app = التطبيق
device-other = متصفح
device-browser-chrome = كروم
device-browser-safari = سفاري
device-browser-firefox = فايرفوكس
device-browser-edge = إيدج
device-browser-samsung = متصفح سامسونج
device-system-android = أندرويد
device-system-iphone = آيفون
device-system-ipad = آيباد
device-system-windows = ويندوز
device-system-mac = ماك
device-system-linux = لينكس
