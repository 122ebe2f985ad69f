/** As much of pino as the agent uses. Messages are constant sentences; what varies is in the object. */
type Write = (facts: object, sentence: string) => void;

export type Log = {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  readonly fatal: Write;
};
