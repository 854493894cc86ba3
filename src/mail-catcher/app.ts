import { Hono } from "hono";
import type { Mailbox } from "./mailbox.ts";
import { mailFrameStyle, mailPage, mailboxPage, missingMailPage } from "./pages.ts";
import { stylesheet } from "./stylesheet.ts";

const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

// The mail's own HTML runs nothing and loads nothing; only its links work, in a tab of their own.
const framePolicy = [
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
].join("; ");

/** The mail catcher's web pages for people and its JSON for tests. */
export const mailCatcherApp = (mailbox: Mailbox) => {
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "no-referrer");
    c.header("Cross-Origin-Resource-Policy", "same-origin");
    if (!c.res.headers.has("Content-Security-Policy")) c.header("Content-Security-Policy", pagePolicy);
  });

  app.get("/", (c) => c.html(mailboxPage(mailbox.list())));
  app.get("/healthz", (c) => c.text("ok"));
  app.get("/messages.json", (c) => c.json(mailbox.list(plainPlus(c.req.query("to")))));
  app.get("/style.css", (c) => c.body(stylesheet, 200, { "Content-Type": "text/css; charset=utf-8" }));

  app.get("/messages/:id", (c) => {
    const mail = mailbox.find(c.req.param("id"));
    return mail ? c.html(mailPage(mail)) : c.html(missingMailPage(), 404);
  });

  app.get("/messages/:id/html", (c) => {
    const mail = mailbox.find(c.req.param("id"));
    if (!mail) return c.html(missingMailPage(), 404);
    return c.html(mailFrameStyle + mail.html, 200, { "Content-Security-Policy": framePolicy });
  });

  app.notFound((c) => c.html(missingMailPage(), 404));
  return app;
};

/** A plus of an address that was not encoded comes as a space, which no address has. */
const plainPlus = (address: string | undefined): string | undefined => address?.replaceAll(" ", "+");
