/** Whether a text has the form of the OpenID provider's interactions: it becomes a part of an address of ours. */
export const isInteractionUid = (text: string | null | undefined): text is string =>
  typeof text === "string" && /^[\w-]{21,64}$/.test(text);

/** Where the console's sign-in goes on. Its cookie decides: in another browser the address is worth nothing. */
export const interactionPath = (uid: string): string => `/oidc/interaction/${uid}`;
