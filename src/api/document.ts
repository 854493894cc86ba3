import { OpenAPIHono } from "@hono/zod-openapi";
import { accountRoutes } from "./accounts.ts";
import { eventRoutes } from "./events.ts";
import { licenseRoutes } from "./licenses.ts";
import { orderListRoutes } from "./order-list.ts";
import { orderRoutes } from "./orders.ts";

const routes = [...orderRoutes, ...orderListRoutes, ...accountRoutes, ...licenseRoutes, ...eventRoutes];

export type ApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** The OpenAPI 3.1 description of the vendor API. It needs no database, so it is checked for drift. */
export const openApiDocument = (): ApiDocument => {
  const api = new OpenAPIHono();
  for (const route of routes) api.openAPIRegistry.registerPath({ ...route, security: [{ apiKey: [] }] });
  api.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key; npx anykey api-keys create makes one.",
  });
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "AnyKey vendor API",
      version: "1",
      description: "Orders and customers go in; what became of them comes out. Errors are RFC 9457 with a reason.",
    },
    servers: [{ url: "/api/v1" }],
  });
};

/** The methods that an address takes, wherever the API is mounted. */
export const methodsAt = (address: string): string[] =>
  routes.filter(({ path }) => patternOf(path).test(address)).map(({ method }) => method.toUpperCase());

const patternOf = (path: string): RegExp => new RegExp(`${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
