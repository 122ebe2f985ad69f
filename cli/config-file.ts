/** Finds, reads and checks `platen.yaml`, and gives agent and dashboard their parts of it. */
import { readFileSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { AgentConfig } from '../agent/config.ts';
import { agentConfig } from '../agent/config.ts';
import type { DashboardConfig } from '../dashboard/config.ts';
import { dashboardConfigSchema } from '../dashboard/config.ts';
import type { Io } from './command.ts';
import { UsageError } from './command.ts';
import { configError, problemsOf } from './config-errors.ts';
import { fileSchema } from './config-schema.ts';
import { readTree } from './config-tree.ts';

export type PlatenConfig = {
  /** Absolute. */
  readonly file: string;
  readonly agent: AgentConfig;
  readonly dashboard: DashboardConfig;
  /** Folder of the office's own entries for the catalogue, absolute; `null` where there is none. */
  readonly catalogue: string | null;
};

/** Where `platen.yaml` is looked for when no `-c` says it. */
const places = ['platen.yaml', '/etc/platen/platen.yaml'];
/** Nobody writes a longer one by hand, and the wrong file named by `-c` should not be read whole. */
const maxBytes = 4 * 1024 * 1024;

/**
 * Reads the configuration. Paths in it are relative to its folder. Without `data_dir`, data goes where systemd's
 * `StateDirectory=` says, else into `data` beside the file.
 *
 * Throws `UsageError` where there is no such file, `ConfigError` with a line for each thing that is wrong in it.
 */
export function loadConfig(named: string | undefined, io: Pick<Io, 'cwd' | 'env'>): PlatenConfig {
  const { file, text } = openFile(named, io);
  const folder = path.dirname(file);
  const resolvePath = (given: string) => path.resolve(folder, given);
  const tree = readTree(text, { env: io.env, readFile: (given) => readSecret(resolvePath(given)) });
  const shown = path.relative(io.cwd, file).startsWith('..') ? file : path.relative(io.cwd, file);
  if (tree.problems.length > 0) throw configError(shown, tree.problems);
  const parsed = fileSchema.safeParse(tree.value);
  if (!parsed.success) throw configError(shown, problemsOf(parsed.error.issues, tree));
  const stateFolder = io.env.STATE_DIRECTORY?.split(':')[0];
  const agent = agentConfig(parsed.data, {
    resolvePath,
    dataDir: stateFolder || path.join(folder, 'data'),
    hostname: hostname(),
  });
  const dashboard = dashboardConfigSchema.parse({ ...(tree.value as object), data_dir: agent.dataDir });
  const catalogue = parsed.data.catalogue === undefined ? null : resolvePath(parsed.data.catalogue);
  return { file, agent, dashboard, catalogue };
}

function openFile(named: string | undefined, io: Pick<Io, 'cwd'>): { file: string; text: string } {
  const candidates = (named === undefined ? places : [named]).map((each) => path.resolve(io.cwd, each));
  for (const candidate of candidates) {
    const found = readText(candidate);
    if ('text' in found) return { file: candidate, text: found.text };
    if (named !== undefined || found.code !== 'ENOENT') throw new UsageError(`cannot read ${candidate}: ${found.why}`);
  }
  throw new UsageError(
    `there is no configuration: neither ${candidates.join(' nor ')} exists; ` +
      'write one (see README), or name it with -c FILE',
  );
}

function readSecret(file: string): { text: string } | { why: string } {
  return readText(file);
}

/** The text of a file that people write, or why it cannot be had. */
export function readText(file: string): { text: string } | { why: string; code: string } {
  try {
    const text = readFileSync(realpathSync(file), 'utf8');
    if (text.length > maxBytes) return { why: 'it is larger than any configuration', code: 'EFBIG' };
    return { text: text.replace(/^\uFEFF/, '') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    return { why: reasons[code] ?? code, code };
  }
}

/** Why a file or folder cannot be read, for people. */
export const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
};
