import type { KeyFacts, KeyFault, KeyKind } from "../policy/license-key.ts";

const names = {
  registration_key: "a registration key (18 letters and digits, such as XC-7KQ2-M9RT-4HWD-C3PN)",
  activation_code: "an activation code (31 letters and digits, such as XC-8F3K-Q7M2P-R4T6W-9HJKN-C5D8E-3GXYZ)",
} as const;

/** Says of a well-formed key that it stands in the wrong field. */
export const wrongKindSentence = (expected: KeyKind, given: KeyKind): string =>
  `Expected ${names[expected]}; this is ${given === "registration_key" ? "a registration key" : "an activation code"}.`;

/** Says what is wrong with what was given instead of a key, and what is expected. The key itself is never repeated. */
export const malformedKeySentence = (expected: KeyKind, fault: KeyFault, facts: KeyFacts): string =>
  `Expected ${names[expected]}; ${wrong[fault](facts)}.`;

const wrong: Record<KeyFault, (facts: KeyFacts) => string> = {
  empty: () => "this is empty",
  too_short: ({ missing }) => `this is too short by ${characters(missing)}`,
  too_long: ({ extra }) => `this is too long by ${characters(extra)}`,
  bad_character: ({ character, position }) =>
    `character ${position} (${JSON.stringify(character)}) is neither a letter A-Z nor a digit`,
  bad_prefix: () => "a key begins with two letters A-Z",
  sku: () => "this is a SKU",
  order_number: () => "this is an order number",
  looks_like_number: () => "this looks like an order number",
  certificate_number: () => "this is a certificate number",
  email_address: () => "this is an e-mail address",
};

const characters = (count = 0): string => (count === 1 ? "1 character" : `${count} characters`);
