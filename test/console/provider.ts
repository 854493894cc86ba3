import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { type KoaContextWithOIDC, Provider } from "oidc-provider";

export type TestUser = {
  sub: string;
  email: string;
  name: string;
  locale: string;
  account_id: string;
  company: string;
  role: string;
  /** A portal need not tell it. */
  entitlements_version?: number;
};

/** A real OpenID provider. Whoever comes is signed in as `signsIn` at once, or is refused where that is null. */
export const startProvider = async (consoleUrl: string, clientSecret: string) => {
  const state: { signsIn: TestUser | null } = { signsIn: null };
  const users = new Map<string, TestUser>();
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await makeProvider(url, consoleUrl, clientSecret, users);
  // Its complaints are about the test's own shortcuts: no TLS, rows in memory.
  provider.on("server_error", (_, error) => console.error(error));
  const handle = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void handle(request, response);
    return void interact(provider, state.signsIn, request, response);
  });
  return {
    url,
    signInAs: (user: TestUser | null) => {
      state.signsIn = user;
      if (user) users.set(user.sub, user);
    },
    /** The portal knows this user no more, or as this one from now on. */
    forget: (user: TestUser) => void users.delete(user.sub),
    change: (user: TestUser, changes: Partial<TestUser>) => void users.set(user.sub, { ...user, ...changes }),
    stop: () => close(server),
    restart: async () => {
      server.listen(Number(new URL(url).port), "127.0.0.1");
      await once(server, "listening");
    },
  };
};

const interact = async (
  provider: Provider,
  user: TestUser | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  await provider.interactionFinished(
    request,
    response,
    user ? { login: { accountId: user.sub } } : { error: "access_denied", error_description: "Not today." },
    { mergeWithLastSubmission: false },
  );
};

const close = async (server: Server): Promise<void> => {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
};

const makeProvider = async (url: string, consoleUrl: string, secret: string, users: ReadonlyMap<string, TestUser>) =>
  new Provider(url, {
    clients: [
      {
        client_id: "xdr-console",
        client_secret: secret,
        redirect_uris: [`${consoleUrl}/callback`],
        post_logout_redirect_uris: [`${consoleUrl}/signed-out`],
      },
    ],
    claims: {
      profile: ["name", "locale"],
      email: ["email"],
      account: ["account_id", "company", "role", "entitlements_version"],
    },
    scopes: ["openid", "profile", "email", "account"],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { logoutSource } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) =>
      users.has(sub) ? { accountId: sub, claims: () => ({ ...users.get(sub), sub }) } : undefined,
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session?.accountId ?? "",
        clientId: ctx.oidc.client?.clientId ?? "",
      });
      grant.addOIDCScope("openid profile email account");
      await grant.save();
      return grant;
    },
    cookies: { keys: ["a key of the test"] },
    jwks: { keys: [{ ...(await exportJWK(await signingKey())), alg: "RS256", use: "sig", kid: "first" }] },
    ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 3600, IdToken: 3600, Interaction: 600, Session: 3600 },
  });

/** The provider's own page loads a font from elsewhere. */
const logoutSource = async (ctx: KoaContextWithOIDC, form: string): Promise<void> => {
  ctx.body = `<!doctype html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes</button>`;
};

const signingKey = async () => (await generateKeyPair("RS256", { extractable: true })).privateKey;
