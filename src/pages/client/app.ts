import { showConsoleDialog } from "./console-dialog.ts";
import { followConsoleState } from "./console-state.ts";
import { countDown } from "./count-down.ts";
import { copyCodes } from "./copy-codes.ts";
import { fillKey } from "./fill-key.ts";
import { focusKey } from "./focus-key.ts";
import { showLocalTimes } from "./local-times.ts";
import { offerPasskeys } from "./passkeys.ts";
import { standAtAddress } from "./stand-at-address.ts";

standAtAddress();
showConsoleDialog();
followConsoleState();
fillKey();
focusKey();
copyCodes();
showLocalTimes();
countDown();
offerPasskeys();
