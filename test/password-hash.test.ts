import { expect, test } from "vitest";
import { hashPassword, NOBODYS_HASH, verifyPassword } from "../src/password-hash.ts";

test("a password opens its own hash, and no other one does", async () => {
  const hash = await hashPassword("wholesale otter lemonade");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword(hash, "wholesale otter lemonade")).toBe(true);
  expect(await verifyPassword(hash, "Wholesale otter lemonade")).toBe(false);
  expect(await verifyPassword(hash, "wholesale otter lemonade ")).toBe(false);
  expect(await verifyPassword(hash, "")).toBe(false);
});

test("the same password has another hash each time", async () => {
  expect(await hashPassword("wholesale otter lemonade")).not.toBe(await hashPassword("wholesale otter lemonade"));
});

test.each([
  ["an accent typed apart", "café café café", "cafe\u0301 cafe\u0301 cafe\u0301"],
  ["full-width letters", "otter 7 otter", "ｏｔｔｅｒ　７　ｏｔｔｅｒ"],
])("keyboards write it differently: %s", async (_, set, typed) => {
  expect(await verifyPassword(await hashPassword(set), typed)).toBe(true);
});

test("a hash of an argon2id that somebody else made, with another cost", async () => {
  // From the argon2 command: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
  const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  expect(await verifyPassword(hash, "password")).toBe(true);
  expect(await verifyPassword(hash, "passwore")).toBe(false);
});

test("nobody's hash opens to nothing, and a broken one is a fault", async () => {
  expect(await verifyPassword(NOBODYS_HASH, "")).toBe(false);
  await expect(verifyPassword("$2b$10$abc", "password")).rejects.toThrow("no argon2id");
});
