import * as openid from "openid-client";
import type { ConsoleConfig } from "./config.ts";

/** The portal as OpenID provider. Discovered at the first use and kept; a failure is not kept, so the next use retries. */
export type PortalClient = () => Promise<openid.Configuration>;

const CLIENT_ID = "xdr-console";
const TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 60;

export const createPortalClient = (config: ConsoleConfig): PortalClient => {
  let known: Promise<openid.Configuration> | undefined;
  return () => {
    known ??= discover(config).catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  };
};

const discover = ({ issuer, clientSecret }: ConsoleConfig): Promise<openid.Configuration> =>
  openid.discovery(
    new URL(issuer),
    CLIENT_ID,
    { [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
    openid.ClientSecretBasic(clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      // ID tokens are checked by their signature too, not only by the connection that they came over.
      execute: [
        openid.enableNonRepudiationChecks,
        ...(issuer.startsWith("http:") ? [openid.allowInsecureRequests] : []),
      ],
    },
  );
