import { countDown } from "./count-down.ts";
import { copyCodes } from "./copy-codes.ts";
import { fillKey } from "./fill-key.ts";
import { showLocalTimes } from "./local-times.ts";
import { standAtAddress } from "./stand-at-address.ts";

standAtAddress();
fillKey();
copyCodes();
showLocalTimes();
countDown();
