/** Everything that crosses a process border, from one place. */
export * from './alert.ts';
export * from './api.ts';
export * from './condition.ts';
export * from './explanation.ts';
export * from './primitives.ts';
export * from './probe-report.ts';
export * from './problem.ts';
export * from './push.ts';
export * from './reading.ts';
export * from './scan-result.ts';
export * from './trap.ts';
export * from './unknown.ts';
export * from './webhook.ts';
