/** CONTRACT, An order, CSV: the columns of the order, the same in each of its rows, and those of the row's own item. */
export const orderColumns = [
  "orderNumber",
  "certificateNumber",
  "type",
  "channel",
  "purchasedAt",
  "region",
  "reseller.name",
  "customer.number",
  "customer.company",
  "customer.country",
  "customer.contactName",
  "customer.email",
] as const;

export const itemColumns = [
  "line",
  "sku",
  "registrationKey",
  "activationCode",
  "suite",
  "version",
  "seats",
  "startsOn",
  "endsOn",
] as const;

export type Column = (typeof orderColumns)[number] | (typeof itemColumns)[number];

export const columns: readonly Column[] = [...orderColumns, ...itemColumns];

/** What an order may leave out, its file may leave out as well. */
const optional: readonly Column[] = ["registrationKey", "activationCode", "suite"];

/** What is wrong with the header row; null when it is right. */
export const headerFault = (header: readonly string[]): string | null => {
  const known: readonly string[] = columns;
  const unknown = header.filter((name) => !known.includes(name));
  const missing = columns.filter((name) => !optional.includes(name) && !header.includes(name));
  const repeated = header.filter((name, at) => header.indexOf(name) !== at);
  const faults = [
    unknown.length > 0 && `unknown columns: ${unknown.map((name) => JSON.stringify(name)).join(", ")}`,
    missing.length > 0 && `missing columns: ${missing.join(", ")}`,
    repeated.length > 0 && `repeated columns: ${repeated.join(", ")}`,
  ].filter((fault) => fault !== false);
  return faults.length === 0 ? null : `The header row does not fit: ${faults.join("; ")}.`;
};
