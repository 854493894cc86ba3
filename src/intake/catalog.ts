import { z } from "@hono/zod-openapi";
import type { Product } from "../db/products.ts";
import type { Fault } from "../policy/order-intake.ts";
import { evenIfFaulty, fieldOf, unrepeated } from "./across.ts";
import { faultsOf } from "./faults.ts";
import { expected, fieldsOf, flag, identifier, oneOf, text } from "./fields.ts";

const optional = <Field extends z.ZodType>(field: Field) => field.nullish().transform((value) => value ?? null);

const name = z.union([text(128), z.strictObject({ en: text(128), ja: text(128).optional() })], {
  error: expected("a name, or names by language such as { en: …, ja: … }"),
});

const keyPrefix = () => {
  const error = expected("two letters A-Z");
  return z.string({ error }).regex(/^[A-Z]{2}$/, { error });
};

const product = fieldsOf("a product: an object with sku, name, kind, inConsole", {
  sku: identifier(40),
  name,
  kind: oneOf(["on_premises", "saas", "xdr_add_on"]),
  saasFamily: optional(identifier(64)),
  inConsole: flag(),
  addsTo: optional(identifier(40)),
  region: optional(oneOf(["US", "EU", "JP", "SG", "AU", "IN"])),
  unit: text(40).nullish(),
  keyPrefix: keyPrefix().nullish(),
}).superRefine((entry: unknown, check) => {
  const kind = fieldOf(entry, "kind");
  if ((kind === "on_premises" || kind === "xdr_add_on") && typeof fieldOf(entry, "saasFamily") === "string")
    check.addIssue({
      code: "custom",
      path: ["saasFamily"],
      message: "Only a product of the kind saas has a SaaS family.",
    });
}, evenIfFaulty);

type CatalogProduct = z.output<typeof product>;

const products = z
  .array(product, { error: expected("a list of products") })
  .min(1, "Expected at least one product.")
  .superRefine(
    unrepeated("sku", (first) => `Product ${first + 1} has this SKU already.`),
    evenIfFaulty,
  )
  .superRefine((list: unknown, check) => {
    const entries: unknown[] = Array.isArray(list) ? list : [];
    const skus = new Set(entries.map((entry) => fieldOf(entry, "sku")));
    for (const [at, entry] of entries.entries()) {
      const addsTo = fieldOf(entry, "addsTo");
      if (typeof addsTo !== "string" || skus.has(addsTo)) continue;
      const message = "Expected the SKU of a product of this catalogue.";
      check.addIssue({ code: "custom", path: [at, "addsTo"], message });
    }
  }, evenIfFaulty);

const catalogFile = fieldsOf("a list of products, or an object with products", { products });

/** Takes a catalogue apart: a list of products, or an object that holds it as `products`. Every wrong field is named. */
export const parseCatalog = (raw: unknown): { ok: true; products: Product[] } | { ok: false; faults: Fault[] } => {
  const parsed = Array.isArray(raw) ? products.safeParse(raw) : listIn(raw);
  return parsed.success
    ? { ok: true, products: parsed.data.map(productOf) }
    : { ok: false, faults: faultsOf(parsed.error.issues) };
};

const listIn = (raw: unknown) => catalogFile.transform((file) => file.products).safeParse(raw);

const productOf = ({ name, unit, keyPrefix, ...product }: CatalogProduct): Product => ({
  ...product,
  nameEn: typeof name === "string" ? name : name.en,
  nameJa: typeof name === "string" ? name : (name.ja ?? name.en),
  unit: unit ?? "seat",
  keyPrefix: keyPrefix ?? prefixOf(product.sku),
});

/** The first two letters of a SKU; X stands for one that it does not have. */
const prefixOf = (sku: string): string =>
  sku
    .toUpperCase()
    .replace(/[^A-Z]/g, "")
    .slice(0, 2)
    .padEnd(2, "X");
