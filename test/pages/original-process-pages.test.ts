import { describe, expect, test } from "vitest";
import { translator } from "../../src/messages/translate.ts";
import { registeredPage } from "../../src/pages/registered.ts";
import { reviewProductsPage } from "../../src/pages/review-products.ts";
import { boundHint, items, sampleFacts } from "./sample-facts.ts";

const t = translator("en");
const { frame, viewer, email, order } = sampleFacts({});
const textOf = (page: unknown): string =>
  String(page)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

const [one, other] = items.slice(0, 2).map((item) => ({ ...item, previousEndsOn: "2026-10-31" }));
const done = { ...frame, viewer, orderNumber: order.orderNumber, email, accountId: null, newAccount: false };

describe("after the registration", () => {
  test.each([
    ["one license renewed", [one], "extended", /Your license is renewed One license .* It now ends on 31 Oct 2027\./],
    ["two until one day", [one, other], "extended", /Your licenses are renewed 2 .* They now end on 31 Oct 2027\./],
    ["nothing renewed", [one], "registered", /Your products are registered One product of order/],
  ] as const)("%s", (_, shown, what, told) => {
    const page = registeredPage(t, { ...done, what, items: shown.flatMap((item) => item ?? []) });
    expect(textOf(page)).toMatch(told);
  });

  test("two licenses that end on two days have their ends in the table alone", () => {
    const shown = [one, { ...other, endsOn: "2028-01-31" }].map((item) => ({ ...items[0], ...item }) as typeof one);
    const page = registeredPage(t, { ...done, what: "extended", items: shown.flatMap((item) => item ?? []) });
    expect(textOf(page)).not.toContain("now end");
  });

  test("another browser is not told until when, for it sees the order's term and not the license's", () => {
    const shown = items.slice(0, 1);
    const page = registeredPage(t, { ...done, viewer: null, what: "extended", items: shown });
    expect(textOf(page)).not.toContain("now ends");
  });

  test.each([
    [true, "Key (done) Review (done) Register (done) Done (done)"],
    [false, "Key (done) Review (done) Done (done)"],
  ])("the steps are those that were walked (new account: %s)", (newAccount, steps) => {
    const page = registeredPage(t, { ...done, newAccount, what: "registered", items: items.slice(0, 1) });
    expect(textOf(page)).toContain(steps);
  });
});

const review = {
  ...{ ...frame, activationId: "a1b2", order, items: items.slice(0, 1), leftOut: 0, hasOtherKeys: false },
  ...{ why: "renewal" as const, accounts: [], owner: null, newAccount: false, agreed: false },
};

test.each([
  ["nobody is signed in", {}, "Next comes a form for your new account."],
  ["somebody wants a new account", { viewer, newAccount: true }, "Next comes a form for your new account."],
  ["somebody is signed in", { viewer }, "When you press Continue, the product is registered for this account at once."],
  ["their own renewal", { viewer, isOwn: true }, "When you press Continue, the license is renewed at once."],
])("the review tells what its button does: %s", (_, facts, told) => {
  expect(textOf(reviewProductsPage(t, { ...review, ...facts }))).toContain(told);
});

test("a renewal is proposed to the account that has the license, in words of a renewal", () => {
  const page = textOf(reviewProductsPage(t, { ...review, owner: boundHint }));
  expect(page).toContain("It has the license that this order renews.");
});
