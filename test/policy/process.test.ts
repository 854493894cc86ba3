import { expect, test } from "vitest";
import { decideProcess } from "../../src/policy/process.ts";

const addOn = (sku: string) => ({ sku, kind: "xdr_add_on" }) as const;
const saas = { sku: "CAS", kind: "saas" } as const;
const onPremises = { sku: "A1", kind: "on_premises" } as const;

test.each([
  [
    { channel: "traditional", type: "new", items: [saas, addOn("XDR-CAS"), onPremises] },
    "Account-based: bought through the traditional channel, not a renewal, and it holds an XDR add-on (XDR-CAS).",
  ],
  [
    { channel: "traditional", type: "new", items: [addOn("XDR-CAS"), addOn("XDR-ES"), addOn("XDR-CAS")] },
    "Account-based: bought through the traditional channel, not a renewal, and it holds XDR add-ons (XDR-CAS, XDR-ES).",
  ],
  [{ channel: "traditional", type: "renewal", items: [addOn("XDR-CAS")] }, "Original: this order is a renewal."],
  [{ channel: "traditional", type: "new", items: [saas, onPremises] }, "Original: it holds no XDR add-on."],
  [{ channel: "traditional", type: "new", items: [] }, "Original: it holds no XDR add-on."],
  [
    { channel: "marketplace", type: "new", items: [addOn("XDR-CAS")] },
    "Original: it was bought through the marketplace channel.",
  ],
  [{ channel: "msp", type: "renewal", items: [saas] }, "Original: it was bought through the msp channel."],
] as const)("%j", (order, reason) => {
  const process = reason.startsWith("Account-based") ? "account_based" : "original";
  expect(decideProcess(order)).toEqual({ process, reason });
});
