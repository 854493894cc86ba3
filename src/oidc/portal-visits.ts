import type { IncomingMessage } from "node:http";
import type { KoaContextWithOIDC, Provider } from "oidc-provider";
import type { PortalRequest, SignedIn } from "../http/visit.ts";

/** The portal's view of a request that the provider answers: language, brand, and who is signed in to the portal. */
const requests = new WeakMap<IncomingMessage, PortalRequest>();

type ProviderRequest = Pick<KoaContextWithOIDC, "req">;

export const rememberRequest = (incoming: IncomingMessage, c: PortalRequest): void => {
  requests.set(incoming, c);
};

export const portalRequest = ({ req }: ProviderRequest): PortalRequest => {
  const c = requests.get(req);
  if (!c) throw new Error("The provider answers a request that the portal does not know.");
  return c;
};

export const viewerOf = (koa: ProviderRequest): SignedIn | null => portalRequest(koa).get("visit").viewer;

/** When somebody signed in, as the provider counts: it ties the provider's session to one session of the portal. */
export const loginSeconds = (viewer: SignedIn): number => Math.floor(viewer.beganAt.getTime() / 1000);

/**
 * The provider's session is a shadow of the portal's: one that belongs to another user, or to a session that ended, goes
 * before anything is decided by it.
 */
export const endForeignSession = async (
  provider: Provider,
  koa: Parameters<typeof provider.Session.get>[0],
): Promise<void> => {
  const session = await provider.Session.get(koa);
  if (session.accountId === undefined) return;
  const viewer = viewerOf(koa);
  if (viewer?.userId !== session.accountId || loginSeconds(viewer) !== session.loginTs) await session.destroy();
};
