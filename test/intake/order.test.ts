import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseOrder } from "../../src/intake/order.ts";
import { freshCode, freshKey, newOrder } from "../support/sample-order.ts";

type Json = Record<string, unknown> & { items: Record<string, unknown>[] };

const order = (): Json => JSON.parse(JSON.stringify(newOrder()));
const item = (facts: object): Json => {
  const { items, ...rest } = order();
  return { ...rest, items: [{ ...items[0], ...facts }] };
};
const pointers = (raw: unknown) => {
  const parsed = parseOrder(raw);
  return parsed.ok ? [] : parsed.faults.map((fault) => fault.pointer);
};
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString();

test("takes every sample order, and the template of the README", () => {
  const samples: unknown[] = JSON.parse(readFileSync("samples/orders.json", "utf8"));
  const template: unknown = JSON.parse(readFileSync("samples/order-template.json", "utf8"));
  expect([...samples, template].flatMap(pointers)).toEqual([]);
});

test.each([
  ["no object", null, [""]],
  ["a list", [], [""]],
  ["a mistyped name", { ...order(), ordernumber: "A", "a/b~c": 1 }, ["/ordernumber", "/a~1b~0c"]],
  ["a number with a blank", { ...order(), orderNumber: "SO 1" }, ["/orderNumber"]],
  ["a number of 41 characters", { ...order(), orderNumber: "x".repeat(41) }, ["/orderNumber"]],
  ["no offset", { ...order(), purchasedAt: "2026-05-04T09:00:00" }, ["/purchasedAt"]],
  ["the year 0000", { ...order(), purchasedAt: "0000-05-04T09:00:00Z" }, ["/purchasedAt"]],
  ["bought in two days", { ...order(), purchasedAt: inDays(2) }, ["/purchasedAt"]],
  ["bought in some hours", { ...order(), purchasedAt: inDays(0.5) }, []],
  ["no reseller's name", { ...order(), reseller: {} }, ["/reseller/name"]],
  ["UK for GB", { ...order(), customer: { ...Object(order().customer), country: "UK" } }, ["/customer/country"]],
  ["a line break", { ...order(), customer: { ...Object(order().customer), company: "A\nB" } }, ["/customer/company"]],
  ["blank text", { ...order(), certificateNumber: " " }, ["/certificateNumber"]],
  ["no items", { ...order(), items: [] }, ["/items"]],
  [
    "501 items",
    {
      ...order(),
      items: Array.from({ length: 501 }, (_, at) => ({ ...order().items[0], line: at + 1, activationCode: null })),
    },
    ["/items"],
  ],
  ["a day that does not exist", item({ endsOn: "2026-02-30" }), ["/items/0/endsOn"]],
  ["a leap day", item({ startsOn: "2028-02-29", endsOn: "2028-02-29" }), []],
  ["an end before the start", item({ endsOn: "2026-05-03" }), ["/items/0/endsOn"]],
  ["half a seat", item({ seats: 1.5 }), ["/items/0/seats"]],
  ["seats as a text", item({ seats: "5" }), ["/items/0/seats"]],
  ["no seat", item({ seats: 0 }), ["/items/0/seats"]],
  ["left-out keys and suite", item({ registrationKey: undefined, activationCode: null, suite: undefined }), []],
  [
    "several faults in one answer",
    { ...item({ seats: -1, endsOn: "2020-01-01" }), type: "gift" },
    ["/type", "/items/0/seats", "/items/0/endsOn"],
  ],
])("%s", (_, raw, expected) => {
  expect(pointers(raw)).toEqual(expected);
});

describe("keys", () => {
  test("are normalised; what is left out is null", () => {
    const activationCode = freshCode();
    const parsed = parseOrder(
      item({ activationCode: ` ${activationCode.toLowerCase().replaceAll("-", "–")}`, registrationKey: null }),
    );
    expect(parsed).toMatchObject({
      ok: true,
      order: { items: [{ activationCode, registrationKey: null, suite: null }] },
    });
  });

  test("in the wrong field are told so, and never repeated", () => {
    const registrationKey = freshKey("registration_key");
    const parsed = parseOrder(item({ activationCode: registrationKey }));
    expect(parsed).toEqual({
      ok: false,
      faults: [{ pointer: "/items/0/activationCode", detail: expect.stringContaining("this is a registration key") }],
    });
    expect(JSON.stringify(parsed)).not.toContain(registrationKey);
  });

  test("one registration key may cover several items, one activation code may not; a line comes once", () => {
    const { items, ...rest } = order();
    const [first] = items;
    expect(pointers({ ...rest, items: [first, { ...first, line: 2, activationCode: null }] })).toEqual([]);
    const twice = [
      { ...first, seats: 0 },
      { ...first, activationCode: null },
      { ...first, line: 2 },
    ];
    expect(pointers({ ...rest, items: twice }).sort()).toEqual([
      "/items/0/seats",
      "/items/1/line",
      "/items/2/activationCode",
    ]);
  });
});
