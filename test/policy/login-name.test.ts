import fc from "fast-check";
import { expect, test } from "vitest";
import { readLoginName } from "../../src/policy/login-name.ts";

test.each([
  ["an address", "kim@acme.example", "kim@acme.example", "kim@acme.example"],
  ["upper case is shown as typed", " Kim@Acme.Example\r\n", "Kim@Acme.Example", "kim@acme.example"],
  ["full width", "ＫＩＭ＠ａｃｍｅ．ｅｘａｍｐｌｅ", "KIM@acme.example", "kim@acme.example"],
  ["an international domain", "kim@MÜNCHEN.example", "kim@MÜNCHEN.example", "kim@xn--mnchen-3ya.example"],
  ["an account ID", " Birch-IT ", "Birch-IT", "birch-it"],
  ["an account ID in full width", "Ｂｉｒｃｈ－ｉｔ", "Birch-it", "birch-it"],
  ["NUL", "\0kim@ac\0me.example\0", "kim@acme.example", "kim@acme.example"],
  ["unseen characters, more of them than a name is long", `${"\u200b".repeat(500)}kim\u00ad`, "kim", "kim"],
  ["something after a long rest", `kim${" ".repeat(500)}x`, "kim", "kim"],
  ["nothing but what is not seen", "\0 \u200b\u3000", "", ""],
  ["half a letter", "kim\ud83d", "kim\ufffd", "kim\ufffd"],
])("%s", (_, typed, text, identity) => {
  expect(readLoginName(typed)).toEqual({ text, identity });
});

test("reading a name again changes nothing, whatever was typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
      const name = readLoginName(typed);
      expect(name.text.length).toBeLessThanOrEqual(128);
      expect(readLoginName(name.text)).toEqual(name);
    }),
  );
});
