import fc from "fast-check";
import { expect, test } from "vitest";
import { emailDomain, isFreeMailDomain, parseEmail } from "../../src/policy/email-address.ts";

const LONGEST = `a@${"b".repeat(60)}.${"c".repeat(57)}.example`;

test.each([
  ["plain", "kim@acme.example", "kim@acme.example", "kim@acme.example"],
  ["white space around, a line end from copying", " kim@acme.example\r\n", "kim@acme.example", "kim@acme.example"],
  ["upper case is mailed as typed", "Kim.Doe@Acme.Example", "Kim.Doe@Acme.Example", "kim.doe@acme.example"],
  ["a plus-address is its own address", "kim+xdr@acme.example", "kim+xdr@acme.example", "kim+xdr@acme.example"],
  ["an apostrophe", "o'brien@acme.example", "o'brien@acme.example", "o'brien@acme.example"],
  ["full width", "ｋｉｍ＠ａｃｍｅ．ｅｘａｍｐｌｅ", "kim@acme.example", "kim@acme.example"],
  ["zero-width and direction marks", "\u202akim\u200b@acme.example\u202c", "kim@acme.example", "kim@acme.example"],
  ["an international domain", "kim@MÜNCHEN.example", "kim@xn--mnchen-3ya.example", "kim@xn--mnchen-3ya.example"],
  ["ideographic full stops", "kim@例え。テスト", "kim@xn--r8jz45g.xn--zckzah", "kim@xn--r8jz45g.xn--zckzah"],
  [
    "64 before the @",
    `${"a".repeat(64)}@acme.example`,
    `${"a".repeat(64)}@acme.example`,
    `${"a".repeat(64)}@acme.example`,
  ],
  ["128 characters, white space not counted", `   ${LONGEST}   `, LONGEST, LONGEST],
  ["a top-level domain that begins with a digit", "kim@acme.4you", "kim@acme.4you", "kim@acme.4you"],
  ["digits in a domain", "kim@3com.123.example", "kim@3com.123.example", "kim@3com.123.example"],
])("accepted: %s", (_, typed, email, identity) => {
  expect(parseEmail(typed)).toEqual({ ok: true, email, identity });
});

test.each([
  ["nothing", "", "empty"],
  ["white space", " \u3000\u200b", "empty"],
  ["400 characters", `${"a".repeat(388)}@acme.example`, "too_long"],
  ["129 characters", `a@${"b".repeat(60)}.${"c".repeat(58)}.example`, "too_long"],
  ["more than 64 before the @", `${"a".repeat(65)}@acme.example`, "too_long"],
  ["a long international domain in ASCII", `a@${"ü.".repeat(55)}example`, "too_long"],
  ["129 characters without an @", "k".repeat(129), "too_long"],
  ["a name", "kim", "no_at"],
  ["two addresses run together", "kim@acme@example.com", "several_at"],
  ["nothing before the @", "@acme.example", "no_local_part"],
  ["nothing after the @", "kim@", "no_domain"],
  ["no top-level domain", "kim@acme", "no_top_level_domain"],
  ["a top-level domain of one letter", "kim@acme.example.x", "no_top_level_domain"],
  ["an IP address", "kim@127.0.0.1", "no_top_level_domain"],
  ["an IP address in hexadecimal", "kim@0x7f.1", "no_top_level_domain"],
  ["a numeric top-level domain", "kim@acme.123", "bad_domain"],
  ["a final full stop", "kim@acme.example.", "bad_domain"],
  ["two dots in the domain", "kim@acme..example", "bad_domain"],
  ["a label that begins with a hyphen", "kim@-acme.example", "bad_domain"],
  ["a label of 64 letters", `kim@${"a".repeat(64)}.example`, "bad_domain"],
  ["a domain that no browser would take", "kim@\u0301acme.example", "bad_domain"],
  ["a dot in front", ".kim@acme.example", "misplaced_dot"],
  ["two dots", "kim..doe@acme.example", "misplaced_dot"],
])("refused: %s", (_, typed, fault) => {
  expect(parseEmail(typed)).toEqual({ ok: false, reason: "malformed_email", fault });
});

test.each([
  ["a display name", "Kim <kim@acme.example>", " "],
  ["angle brackets", "<kim@acme.example>", "<"],
  ["a second recipient", "kim@acme.example,eve@evil.example", ","],
  ["a header smuggled in", "kim@acme.example\r\nBcc: eve@evil.example", "\r"],
  ["a header smuggled in before the @", "kim\n@acme.example", "\n"],
  ["a quoted local part", '"kim doe"@acme.example', '"'],
  ["a comment", "kim(work)@acme.example", "("],
  ["NUL", "kim\0@acme.example", "\0"],
  ["an address literal", "kim@[127.0.0.1]", "["],
  ["a port", "kim@acme.example:25", ":"],
  ["percent-encoding", "kim@%61cme.example", "%"],
  ["a path", "kim@acme.example/x", "/"],
  ["a Turkish dotless i", "kım@acme.example", "ı"],
  ["an emoji", "🔑@acme.example", "🔑"],
])("refused, naming the character: %s", (_, typed, character) => {
  expect(parseEmail(typed)).toEqual({ ok: false, reason: "malformed_email", fault: "bad_character", character });
});

test("an accepted e-mail is short, printable ASCII with one @, and parses to itself", () => {
  const typed = fc.oneof(
    fc.emailAddress(),
    fc.tuple(fc.string(), fc.string({ unit: "binary" })).map((p) => p.join("@")),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseEmail(text);
      if (!parsed.ok) return;
      expect(parsed.email).toMatch(/^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/);
      expect(parsed.email.length).toBeLessThanOrEqual(128);
      expect(parseEmail(parsed.email)).toEqual(parsed);
      expect(parseEmail(parsed.email.toUpperCase())).toMatchObject({ identity: parsed.identity });
    }),
    { numRuns: 1000 },
  );
});

test.each([" ", "@", "a@", ".", "\u0301\u0323", "x "])("100,000 characters of %j take no time", (piece) => {
  const started = performance.now();
  expect(parseEmail(`k${piece.repeat(100_000 / piece.length)}k`).ok).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test.each([
  ["gmail.com", true],
  ["Yahoo.co.jp", true],
  ["docomo.ne.jp", true],
  ["acme.example", false],
  ["mail.gmail.com.evil.example", false],
])("%s is a free-mail domain: %s", (domain, free) => {
  expect(isFreeMailDomain(domain)).toBe(free);
});

test("the domain of an identity", () => {
  expect(emailDomain("kim@acme.example")).toBe("acme.example");
});
