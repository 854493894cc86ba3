import { type Configuration, interactionPolicy, type JWK, type KoaContextWithOIDC } from "oidc-provider";
import type { Context } from "../context.ts";
import { interactionPath } from "../http/interaction-uid.ts";
import { SESSION_LIFE_SECONDS } from "../policy/session.ts";
import { claims, findOpenidAccount } from "./account-claims.ts";
import { databaseAdapter } from "./adapter.ts";
import { clients } from "./clients.ts";
import { renderError } from "./error-page.ts";
import { paths } from "./paths.ts";
import { sessionAdapter } from "./session-adapter.ts";
import { renderSignOut } from "./sign-out-page.ts";
import { viewerOf } from "./portal-visits.ts";

/** A console asks with it who its user is, for as long as its own session lasts; it ends with the portal's session. */
const ACCESS_TOKEN_SECONDS = 8 * 3600;
const CODE_SECONDS = 60;
const ID_TOKEN_SECONDS = 3600;
/** As long as the cookie of the portal's sign-in that it may wait for. */
const INTERACTION_SECONDS = 3600;

/** The settings of the OpenID provider: the code flow with PKCE for the vendor's own consoles, and nothing more. */
export const configuration = (ctx: Context, keys: JWK[]): Configuration => ({
  adapter: (model: string) => (model === "Session" ? sessionAdapter(ctx) : databaseAdapter(ctx)(model)),
  clients: clients(ctx),
  jwks: { keys },
  findAccount: findOpenidAccount(ctx),
  claims,
  // The ID token alone tells who it is: a console need not ask again.
  conformIdTokenClaims: false,
  scopes: ["openid"],
  responseTypes: ["code"],
  clientAuthMethods: ["client_secret_basic"],
  enabledJWA: { idTokenSigningAlgValues: ["RS256"], userinfoSigningAlgValues: ["RS256"] },
  pkce: { required: () => true },
  allowOmittingSingleRegisteredRedirectUri: false,
  loadExistingGrant,
  routes: paths,
  interactions: { policy: loginOnly(), url: beginInteraction },
  features: {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (koa) => renderSignOut(ctx, koa),
      postLogoutSuccessSource: (koa) => koa.redirect("/"),
    },
  },
  renderError: (koa, _out, error) => renderError(ctx, koa, error),
  clientBasedCORS: () => false,
  cookies: cookies(ctx),
  ttl: {
    AccessToken: ACCESS_TOKEN_SECONDS,
    AuthorizationCode: CODE_SECONDS,
    Grant: SESSION_LIFE_SECONDS,
    IdToken: ID_TOKEN_SECONDS,
    Interaction: INTERACTION_SECONDS,
    Session: SESSION_LIFE_SECONDS,
  },
});

const cookies = ({ secrets }: Context): Configuration["cookies"] => ({
  keys: secrets.openidCookieKeys,
  names: {
    session: "anykey_openid_session",
    interaction: "anykey_openid_interaction",
    resume: "anykey_openid_resume",
  },
  long: { httpOnly: true, sameSite: "lax", path: "/oidc" },
  short: { httpOnly: true, sameSite: "lax" },
});

/**
 * The vendor's own consoles need nobody's consent. The portal's session of that moment is kept with the question, and
 * the user whom the console names.
 */
const loginOnly = (): interactionPolicy.DefaultPolicy => {
  const policy = interactionPolicy.base();
  policy.remove("consent");
  const login = policy.get("login");
  if (!login) throw new Error("The provider has no login prompt.");
  const details = login.details;
  login.details = async (koa) => ({
    ...(await details(koa)),
    portalSessionId: viewerOf(koa)?.sessionId,
    namedUserId: koa.oidc.entities.IdTokenHint?.payload.sub,
  });
  return policy;
};

/** Whose the provider's session was matters no more, and it may end before the interaction does. */
const beginInteraction: NonNullable<Configuration["interactions"]>["url"] = async (_koa, interaction) => {
  if (interaction.session) {
    interaction.session = undefined;
    await interaction.persist();
  }
  return interactionPath(interaction.uid);
};

const loadExistingGrant: Configuration["loadExistingGrant"] = async (koa: KoaContextWithOIDC) => {
  const { provider, client, session, account } = koa.oidc;
  if (!client || !session || !account) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (known?.accountId === account.accountId) return known;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope(Object.keys(claims).join(" "));
  await grant.save();
  return grant;
};
