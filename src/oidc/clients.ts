import type { ClientMetadata } from "oidc-provider";
import type { Context } from "../context.ts";

/** The consoles that may sign the portal's users in: the vendor's own, with exact addresses. */
export const clients = ({ config, secrets }: Context): ClientMetadata[] => {
  if (config.consoleUrl === undefined) return [];
  return [
    {
      client_id: "xdr-console",
      client_name: "XDR console",
      client_secret: config.consoleClientSecret ?? secrets.consoleClientSecret,
      redirect_uris: [`${config.consoleUrl}/callback`],
      post_logout_redirect_uris: [`${config.consoleUrl}/signed-out`],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      response_modes: ["query"],
      token_endpoint_auth_method: "client_secret_basic",
      id_token_signed_response_alg: "RS256",
    },
  ];
};
