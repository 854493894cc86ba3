import { countDown } from "./count-down.ts";
import { copyCodes } from "./copy-codes.ts";
import { fillKey } from "./fill-key.ts";
import { showLocalTimes } from "./local-times.ts";

fillKey();
copyCodes();
showLocalTimes();
countDown();
