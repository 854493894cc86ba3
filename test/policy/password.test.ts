import { expect, test } from "vitest";
import { guessesFor } from "../../src/password-guesses.ts";
import { checkPassword } from "../../src/policy/password.ts";

const owner = { email: "kim@acme.example", accountId: "acme-licenses" };

test.each([
  ["12 characters", "x8K!pQ2zLm4v"],
  ["words, no digit, no capital", "wholesale otter lemonade"],
  ["128 characters", "wholesale otter lemonade ".repeat(6).slice(0, 128)],
  ["128 that take two units each", "🦦🍋🧭⛵🪁🔑🧩🎻".repeat(16)],
  ["Japanese", "港の朝に鍵を三つ拾った猫"],
  ["a common password within a long one", "password and 7 otters"],
  ["the owner's name within a long one", "kim keeps 7 otters"],
])("accepted: %s", (_, password) => {
  expect(checkPassword(password, owner, guessesFor)).toBeUndefined();
});

test.each([
  ["nothing", "", "too_short"],
  ["11 characters", "x8K!pQ2zLm4", "too_short"],
  ["6 characters of two units each", "🦦🍋🧭🛶🪁🔑", "too_short"],
  ["11 letters, one with its accent apart", "x8K!pQ2zLme\u0301", "too_short"],
  ["129 characters", "x8K!pQ2zLm4v".repeat(11).slice(0, 129), "too_long"],
  ["a megabyte of accents", `a${"\u0301\u0323".repeat(500_000)}`, "too_long"],
  ["a common one", "passwordpassword", "too_common"],
  ["with the usual substitutions", "P@ssw0rd1234", "too_common"],
  ["in full-width letters", "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ", "too_common"],
  ["a keyboard's row", "qwertyuiop12", "too_common"],
  ["one letter", "a".repeat(128), "too_common"],
  ["a sequence", "123456789012", "too_common"],
  ["a month", "november 2026", "too_common"],
  ["the e-mail address", "kim@acme.example", "too_common"],
  ["the e-mail address and a digit", "kim@acme.example1", "too_common"],
  ["the account ID", "acme-licenses1", "too_common"],
  ["the product", "anykeyanykey1", "too_common"],
])("refused: %s", (_, password, fault) => {
  expect(checkPassword(password, owner, guessesFor)).toBe(fault);
});

test("without an owner the same names are only letters", () => {
  expect(checkPassword("acme-licenses1", {}, guessesFor)).toBeUndefined();
});

test.each(["a", "4@8({[<369&1|!0$5+7%2zZ", "1a", "p4$$w0rd", "é"])("128 characters of %j take no time", (piece) => {
  checkPassword("so that the lists are loaded", {}, guessesFor);
  const started = performance.now();
  checkPassword(piece.repeat(128).slice(0, 128), {}, guessesFor);
  expect(performance.now() - started).toBeLessThan(1_000);
});
