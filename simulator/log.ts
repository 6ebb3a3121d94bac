export type Log = (line: string) => void;

/** Readable lines on stdout: the simulator's log is read by people beside the other processes' logs. */
export const logToStdout: Log = (line) => {
  process.stdout.write(`${new Date().toISOString().slice(11, 23)} ${line}\n`);
};

export const logNowhere: Log = () => {};
