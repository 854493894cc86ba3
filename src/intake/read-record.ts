/** One order or account of a file, as it stands there. `placeOf` says where a person finds the field of a pointer. */
export type ReadRecord =
  | { ok: true; raw: unknown; placeOf(pointer: string): string }
  | { ok: false; place: string; detail: string };

/** A record's own number helps to find it; anything that is none could be a key or play tricks with the terminal. */
export const nameOf = (raw: unknown): string => {
  const fields = typeof raw === "object" && raw !== null ? raw : {};
  const name = Reflect.get(fields, "orderNumber") ?? Reflect.get(fields, "accountId");
  return typeof name === "string" && /^[\w/.-]{1,25}$/.test(name) ? `(${name})` : "";
};
