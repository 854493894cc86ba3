import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSecrets, hashToken, randomToken, sameText } from "../src/secrets.ts";

const key = Buffer.alloc(32, 1);
const secrets = createSecrets(key);
const others = createSecrets(Buffer.alloc(32, 2));

test("a sealed text opens to itself, and looks different every time", () => {
  for (const text of ["", "XC-7KQ2-M9RT-4HWD-C3PN", "日本語 💣", "x".repeat(100_000)]) {
    expect(secrets.open(secrets.seal(text))).toBe(text);
    expect(secrets.seal(text)).not.toEqual(secrets.seal(text));
  }
});

test("a sealed text that was changed at any place, cut, or sealed under another key stays shut", () => {
  const sealed = secrets.seal("XC-7KQ2");
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
    expect(() => secrets.open(changed)).toThrow();
    expect(() => secrets.open(sealed.subarray(0, at))).toThrow();
  }
  expect(() => others.open(sealed)).toThrow();
});

test("look-ups, links, codes, form tokens and buckets are the same for the same, and differ by key and by purpose", () => {
  const derived = (from: typeof secrets) => [
    from.lookup("id").toString("base64url"),
    from.linkToken("id"),
    from.code("id"),
    from.formToken("id"),
    from.bucket("id"),
  ];
  expect(derived(createSecrets(Buffer.from(key)))).toEqual(derived(secrets));
  expect(new Set([...derived(secrets), ...derived(others)]).size).toBe(10);
});

test("a code has six digits, leading zeros included, spread over all of them", () => {
  const codes = Array.from({ length: 5000 }, () => secrets.code(randomBytes(16).toString("hex")));
  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
  const first = new Set(codes.map((code) => code[0]));
  expect(first.size).toBe(10);
  expect(new Set(codes).size).toBeGreaterThan(4900);
});

test("tokens are 256 random bits, recognised by their hash", () => {
  const token = randomToken();
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(hashToken(token)).toEqual(hashToken(token));
  expect(hashToken(token)).not.toEqual(hashToken(randomToken()));
  expect([sameText(token, token), sameText(token, `${token} `), sameText("", token)]).toEqual([true, false, false]);
});
