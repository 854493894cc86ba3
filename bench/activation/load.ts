/** What the load process is to do: every unit once, over so many connections. */
export type Load = { connections: number; url: string } & (
  | { kind: "http"; units: HttpStep[][] }
  | { kind: "sql"; units: Statement[][][] }
);

/** One request of a unit. Without a path it asks for the place that the answer before named. */
export type HttpStep = { method: "GET" | "POST"; path?: string; cookie: string; body?: string; status: number };

export type Statement = { text: string; values: unknown[] };

/** `steps[i]` holds the milliseconds of the i-th step of every unit; `bytes` is the size of the last answer. */
export type Measured = { seconds: number; whole: number[]; steps: number[][]; bytes: number };

/** Does the units as fast as their connections take them, each connection one after the other. */
export const drive = async <Unit>(
  units: readonly Unit[],
  connections: number,
  run: (unit: Unit, connection: number) => Promise<number[]>,
): Promise<Omit<Measured, "bytes">> => {
  const waiting = units.values();
  const times: number[][] = [];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      for (const unit of waiting) times.push(await run(unit, connection));
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  const whole = times.map((steps) => steps.reduce((sum, step) => sum + step, 0));
  return { seconds, whole, steps: (times[0] ?? []).map((_, at) => times.map((steps) => steps[at] ?? 0)) };
};

/** How long each step of a unit took, in milliseconds. */
export const timed = async <Step>(steps: readonly Step[], take: (step: Step) => Promise<void>): Promise<number[]> => {
  const times: number[] = [];
  for (const step of steps) {
    const begun = performance.now();
    await take(step);
    times.push(performance.now() - begun);
  }
  return times;
};
