import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import * as openid from "openid-client";
import { beginSession } from "../support/begin-session.ts";
import type { Context } from "../../src/context.ts";
import { createPortalApp } from "../../src/portal-app.ts";
import { type HttpVisitor, httpVisitor } from "../support/http-visitor.ts";
import type { TestPortal } from "../support/portal.ts";

/** Where the console of these tests is said to be; nothing answers there. */
export const CONSOLE_URL = "http://127.0.0.1:3001";

type Begun = { verifier: string; state: string; nonce: string };

/** A console from outside: an openid-client that knows the portal's address, its own name and its secret. */
export const consoleClient = async (portal: Pick<TestPortal, "url" | "ctx">, secret?: string) => {
  const known = secret ?? portal.ctx.secrets.consoleClientSecret;
  const authentication = openid.ClientSecretBasic(known);
  const config = await openid.discovery(new URL(portal.url), "xdr-console", undefined, authentication, {
    execute: [openid.allowInsecureRequests],
  });
  const callback = `${portal.ctx.config.consoleUrl}/callback`;
  /** The same console that asks another process of the portal for its tokens. */
  const at = (url: string) => {
    const server = { ...config.serverMetadata(), token_endpoint: `${url}/oidc/token`, supportsPKCE: undefined };
    const other = new openid.Configuration(server, "xdr-console", undefined, authentication);
    openid.allowInsecureRequests(other);
    return other;
  };
  return {
    config,
    callback,
    at,
    /** Begins a sign-in: where the browser is sent, and what the console remembers. */
    begin: async (wishes: Record<string, string> = {}) => {
      const verifier = openid.randomPKCECodeVerifier();
      const remembered: Begun = { verifier, state: openid.randomState(), nonce: openid.randomNonce() };
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: "openid profile email account",
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state: remembered.state,
        nonce: remembered.nonce,
        ...wishes,
      });
      return { url, ...remembered };
    },
    redeem: (back: string, begun: Begun, from = config) =>
      openid.authorizationCodeGrant(from, new URL(back), {
        pkceCodeVerifier: begun.verifier,
        expectedState: begun.state,
        expectedNonce: begun.nonce,
        idTokenExpected: true,
      }),
  };
};

export type ConsoleClient = Awaited<ReturnType<typeof consoleClient>>;

/** What the token endpoint says against it. */
export const refusalOf = (redeemed: Promise<unknown>): Promise<string> =>
  redeemed.then(
    () => "accepted",
    (error: unknown) => {
      if (error instanceof openid.ResponseBodyError) return error.error;
      return error instanceof openid.WWWAuthenticateChallengeError && error.status === 401
        ? "invalid_client"
        : `${error}`;
    },
  );

/** A browser in which this user is signed in to the portal. */
export const signedInVisitor = async (
  portal: Pick<TestPortal, "url" | "ctx">,
  userId: string,
): Promise<HttpVisitor> => {
  const visitor = httpVisitor(portal.url);
  await signInAgain(portal.ctx, visitor, userId);
  return visitor;
};

export const signInAgain = async (ctx: Context, visitor: HttpVisitor, userId: string): Promise<void> => {
  visitor.cookies.set("anykey_session", await beginSession(ctx, userId, "test"));
};

/** Follows redirects as a browser does, as long as they stay in the portal; answers the last page or the way out. */
export const follow = async (visitor: HttpVisitor, portalUrl: string, start: URL | string, via = portalUrl) => {
  let at = String(start);
  for (let hops = 0; hops < 10; hops++) {
    const answer = await visitor.get(at.replace(portalUrl, via));
    if (answer.location === null) return { at, answer };
    at = new URL(answer.location, portalUrl).href;
    if (!at.startsWith(`${portalUrl}/`)) return { at, answer };
  }
  throw new Error(`The way does not end: ${at}`);
};

/** One more process of the portal, behind the same PUBLIC_URL and on the same database. */
export const anotherPortal = async (ctx: Context) => {
  const server = createServer(getRequestListener(createPortalApp(ctx, { reason: null }).fetch));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
};
