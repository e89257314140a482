// The console's behaviour: each module looks for its own marks in the page and does one thing.
import "./preferences.js";
import "./dialogs.js";
import "./menus.js";
import "./tabs.js";
import "./copying.js";
import "./toasts.js";
import "./shortcuts.js";
import "./rows.js";
import "./listing.js";
import "./till.js";
import "./palette.js";
import "./live.js";
import "./tray.js";
import "./codes.js";
import "./maps.js";
import "./printing.js";
import "./passkeys.js";
