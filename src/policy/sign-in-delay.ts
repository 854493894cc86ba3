export type SlowDown = {
  /** Wrong tries that cost nothing. */
  free: number;
  longestSeconds: number;
};

/** Wrong tries slow down and never lock out. The wait doubles with each one, up to a longest. */
export const delaySeconds = (wrongTries: number, { free, longestSeconds }: SlowDown): number =>
  wrongTries < free ? 0 : Math.min(2 ** (wrongTries - free), longestSeconds);
