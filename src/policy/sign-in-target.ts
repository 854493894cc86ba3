/** The pages that a sign-in may lead back to. */
export const signInTargets = ["account", "account/profile", "account/users", "account/activity"] as const;
export type SignInTarget = (typeof signInTargets)[number];

export const signInTarget = (name: string | undefined): SignInTarget | undefined =>
  signInTargets.find((target) => target === name);
