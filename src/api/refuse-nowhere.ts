import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import { methodsAt } from "./document.ts";
import { problem } from "./problem.ts";

const EVERY_METHOD = "ALL";

/** Answers where the API has nothing, in its own way instead of the portal's page, and where it takes another method. */
export const refuseNowhere = createMiddleware(async (c, next) => {
  const isServed = matchedRoutes(c).some(({ method }) => method !== EVERY_METHOD);
  // PostgreSQL refuses the character NUL, so nothing has it in its name.
  if (isServed && !/%00/.test(c.req.url)) return next();
  const methods = isServed ? [] : methodsAt(c.req.path);
  if (methods.length === 0)
    return problem(c, "not_found", { detail: "The addresses of the API are listed at /api/docs." });
  const allow = methods.join(", ");
  return problem(c, "method_not_allowed", { detail: `This address takes ${allow}.` }, { allow });
});
