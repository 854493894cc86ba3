export type TestClock = { now(): Date; advance(seconds: number): void; set(time: string): void };

/** A clock that stands still until a test moves it. */
export const testClock = (start: string): TestClock => {
  let time = new Date(start);
  return {
    now: () => new Date(time),
    advance: (seconds) => {
      time = new Date(time.getTime() + seconds * 1000);
    },
    set: (at) => {
      time = new Date(at);
    },
  };
};

/** A clock that runs on from a fixed time, and can be moved. */
export const runningClock = (start: string): Pick<TestClock, "now" | "advance"> => {
  let offset = new Date(start).getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    advance: (seconds) => {
      offset += seconds * 1000;
    },
  };
};
