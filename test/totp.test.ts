import { expect, test } from "vitest";
import { newTotpSecret, totpStep, totpUri } from "../src/totp.ts";

// RFC 6238, Appendix B: the secret "12345678901234567890", its codes cut to six digits.
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  [59, "287082", 1],
  [1_111_111_109, "081804", 37_037_036],
  [1_234_567_890, "005924", 41_152_263],
  [2_000_000_000, "279037", 66_666_666],
])("at %i seconds %s is right", (seconds, code, step) => {
  const at = (offset: number) => new Date((seconds + offset) * 1000);
  expect(totpStep(SECRET, code, at(0))).toBe(step);
  expect(totpStep(SECRET, ` ${code.slice(0, 3)} ${code.slice(3)} `, at(0))).toBe(step);
  expect(totpStep(SECRET, code, at(30))).toBe(step);
  expect(totpStep(SECRET, code, at(-30))).toBe(step);
  expect(totpStep(SECRET, code, at(90))).toBeUndefined();
  expect(totpStep(SECRET, code, at(-90))).toBeUndefined();
});

test.each(["", "28708", "2870820", "abcdef", "287082x".repeat(1000)])("%j is no code", (typed) => {
  expect(totpStep(SECRET, typed, new Date(59_000))).toBeUndefined();
});

test("a new secret has 160 bits, and the app reads it from the address", () => {
  const secret = newTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(secret);
  const uri = new URL(totpUri(secret, "kim@acme.example"));
  expect([uri.protocol, uri.host, uri.searchParams.get("secret")]).toEqual(["otpauth:", "totp", secret]);
  expect(decodeURIComponent(uri.pathname)).toBe("/AnyKey:kim@acme.example");
});
