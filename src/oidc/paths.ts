/** Where the OpenID provider answers. Nothing else of it is reachable. */
export const paths = {
  authorization: "/oidc/auth",
  token: "/oidc/token",
  jwks: "/oidc/jwks",
  userinfo: "/oidc/me",
  end_session: "/oidc/session/end",
};

export const providerRoutes = [
  "/.well-known/openid-configuration",
  ...Object.values(paths),
  `${paths.authorization}/:uid`,
  `${paths.end_session}/confirm`,
  `${paths.end_session}/success`,
];

/** Where the provider's session decides something: the portal's must agree with it first. */
export const asksWhoIsThere = (path: string): boolean =>
  path === paths.authorization || path.startsWith(`${paths.authorization}/`) || path === paths.end_session;
