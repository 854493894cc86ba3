import { html } from "hono/html";
import { Hono } from "hono";
import { translator } from "../messages/translate.ts";
import { brandFor } from "../pages/brands.ts";
import { layout } from "../pages/layout.ts";
import type { Html } from "../pages/parts/html-type.ts";
import { type ApiDocument, openApiDocument } from "./document.ts";
import { problems } from "./problem.ts";

/** The documentation of the vendor API for people, to be mounted at /api/docs. It is made once: nothing in it changes. */
export const createApiDocs = (): Hono => {
  const page = layout(translator("en"), {
    brand: brandFor(undefined),
    csrf: "",
    path: "/",
    title: "Vendor API",
    flow: "page",
    body: docsBody(openApiDocument()),
  });
  return new Hono().get("/", (c) => c.html(page));
};

const docsBody = (document: ApiDocument): Html => html`<section class="ak-sheet mt-2 sm:mt-8">
<div><h1>${document.info.title}</h1><p class="ak-lead">${document.info.description} Send an API key as <code>Authorization: Bearer KEY</code>. For machines: <a class="ak-link" href="/api/v1/openapi.json">openapi.json</a>.</p></div>
${operationsOf(document).map(operationPart)}
<div><h2>Schemas</h2></div>
${Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => schemaPart(name, schema))}
<div><h2>Reasons of refusals</h2><table class="ak-table"><thead><tr><th scope="col">reason</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead><tbody>${Object.entries(
  problems,
).map(
  ([reason, { status, title }]) =>
    html`<tr id="${reason}"><td><code>${reason}</code></td><td>${status}</td><td>${title}</td></tr>`,
)}</tbody></table></div>
</section>`;

type Operation = {
  summary?: string;
  description?: string;
  parameters?: unknown[];
  responses?: Record<string, unknown>;
};

const methods = ["get", "post"] as const;

const operationsOf = (document: ApiDocument) =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation: Operation | undefined = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );

const operationPart = ({ path, method, operation }: ReturnType<typeof operationsOf>[number]) => html`<div>
<h2>${operation.summary}</h2><p><code>${method.toUpperCase()} /api/v1${path}</code></p><p>${operation.description}</p>${schemaLinks(operation)}
${fieldsTable(
  "Parameter",
  (operation.parameters ?? []).map((parameter) => [textIn(parameter, "name"), parameter]),
)}
${fieldsTable("Status", Object.entries(operation.responses ?? {}))}
</div>`;

const schemaLinks = (operation: Operation) => {
  const references = JSON.stringify(operation).matchAll(/#\/components\/schemas\/(\w+)/g);
  const names = [...new Set([...references].map(([, name]) => name))];
  return (
    names.length > 0 &&
    html`<p>Schemas: ${names.map((name) => html`<a class="ak-link" href="#schema-${name}">${name}</a> `)}</p>`
  );
};

const schemaPart = (name: string, schema: unknown) => {
  const fields = Object.entries(objectIn(schema, "properties"));
  return html`<div><h3 id="schema-${name}">${name}</h3><p>${textIn(schema, "description")}</p>${fieldsTable("Field", fields)}</div>`;
};

const fieldsTable = (title: string, rows: readonly (readonly [string, unknown])[]) =>
  rows.length > 0 &&
  html`<table class="ak-table"><thead><tr><th scope="col">${title}</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.map(
    ([name, about]) => html`<tr><td><code>${name}</code></td><td>${meaningOf(about)}</td></tr>`,
  )}</tbody></table>`;

const meaningOf = (about: unknown): Html => {
  const inner = Object.entries(objectIn(objectIn(about, "items"), "properties")).concat(
    Object.entries(objectIn(about, "properties")),
  );
  return html`${textIn(about, "description")}${inner.length > 0 && html`<ul>${inner.map(([name, field]) => html`<li><code>${name}</code> ${meaningOf(field)}</li>`)}</ul>`}`;
};

const objectIn = (holder: unknown, field: string): object => {
  const value: unknown = typeof holder === "object" && holder !== null ? Reflect.get(holder, field) : undefined;
  return typeof value === "object" && value !== null ? value : {};
};

const textIn = (holder: unknown, field: string): string => {
  const value: unknown = typeof holder === "object" && holder !== null ? Reflect.get(holder, field) : undefined;
  return typeof value === "string" ? value : "";
};
