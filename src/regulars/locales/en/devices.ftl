# What somebody signed in with, on the console and at the portal alike.
device-named = { $browser } on { $system }
device-app = App
device-other = A browser
device-browser-chrome = Chrome
device-browser-safari = Safari
device-browser-firefox = Firefox
device-browser-edge = Edge
device-browser-samsung = Samsung Internet
device-system-android = Android
device-system-iphone = iPhone
device-system-ipad = iPad
device-system-windows = Windows
device-system-mac = Mac
device-system-linux = Linux
