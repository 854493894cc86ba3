import { expect, test } from "vitest";
import { accountFaults, type CarryingItem, mayCarryCode, orderFaults } from "../../src/policy/order-intake.ts";

const known = ["CAS", "CAS-EDU", "A1", "XDR-CAS"];
const faultsAt = (...skus: string[]) =>
  orderFaults(
    skus.map((sku) => ({ sku })),
    (sku) => known.includes(sku),
  ).map(({ pointer }) => pointer);

test.each([
  ["products of the catalogue", ["A1", "CAS", "XDR-CAS"], []],
  ["unknown ones, each named", ["A1", "NONE", "CAS", "NADA"], ["/items/1/sku", "/items/3/sku"]],
  ["on-premises products twice", ["A1", "A1"], []],
  ["a SaaS family twice: an activation decides on it", ["CAS", "A1", "CAS-EDU", "CAS"], []],
])("an order with %s", (_, skus, pointers) => {
  expect(faultsAt(...skus)).toEqual(pointers);
});

const inMonth = (month: number) => new Date(Date.UTC(2026, month - 1, 1));
const plain = (month: number): CarryingItem => ({ type: "new", suite: null, purchasedAt: inMonth(month) });
const cup = (month: number): CarryingItem => ({ ...plain(month), suite: "CUP" });
const renewal = (month: number): CarryingItem => ({ ...plain(month), type: "renewal" });

test.each<[string, CarryingItem, CarryingItem[], boolean]>([
  ["a new code", plain(1), [], true],
  ["a code that a new order has", plain(5), [plain(1)], false],
  ["a renewal of it", renewal(5), [plain(1)], true],
  ["a suite upgrade of it", cup(5), [plain(1), renewal(3)], true],
  ["the order that an earlier import extends", plain(1), [renewal(5), cup(7)], true],
  ["a new order after the renewal", plain(6), [renewal(5)], false],
  ["a new order of the same moment as the renewal", plain(5), [renewal(5)], false],
  ["a renewal whose code nobody knows", renewal(5), [], true],
  ["a renewal of a renewal", renewal(7), [plain(1), renewal(5)], true],
  ["a second new order under the renewal", plain(1), [renewal(5), plain(2)], false],
])("%s", (_, wanted, others, allowed) => {
  expect(mayCarryCode(wanted, others)).toBe(allowed);
});

test("a fault says in words what is wrong with which line", () => {
  const faults = orderFaults([{ sku: "CAS" }, { sku: "NONE" }, { sku: "CAS-EDU" }], (sku) => sku !== "NONE");
  expect(faults.map(({ detail }) => detail)).toEqual(["The catalogue has no product NONE."]);
});

test("an account's licenses of unknown products are named", () => {
  const products = [{ sku: "A1" }, { sku: "CAS" }];
  expect(accountFaults([{ sku: "A1" }, { sku: "NONE" }, { sku: "CAS" }], products)).toEqual([
    { pointer: "/licenses/1/sku", detail: "The catalogue has no product NONE." },
  ]);
});
