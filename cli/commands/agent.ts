/** `platen agent` */
import type { Command } from '../command.ts';
import { UsageError } from '../command.ts';
import { configHelp, readConfigOption } from '../config-option.ts';

export const command: Command = {
  name: 'agent',
  usage: `Usage: platen agent [-c FILE]

Runs the agent: polls the devices on schedule, follows the mail logs, pushes both to the dashboard at push.url. What
cannot be pushed is kept on disk (data_dir) and pushed later. SIGTERM or Ctrl-C stops it.

${configHelp}

PLATEN_LOG=debug says more on stderr (trace debug info warn error).
`,
  async run(argv, io) {
    const file = readConfigOption(argv);
    const { loadConfig } = await import('../config-file.ts');
    const { agent: config, catalogue: folder, file: found } = loadConfig(file, io);
    const { devices, scans, relay, probes } = config;
    if (devices.length + scans.length + probes.length === 0 && relay === null) {
      throw new UsageError(`${found} names nothing to watch; add "devices:", "scans:" or "relay:"`);
    }
    const [{ openLog }, { runParts }, { agentPart }, { followOwnCatalogue }] = await Promise.all([
      import('../log.ts'),
      import('../service.ts'),
      import('../agent-part.ts'),
      import('../followed-catalogue.ts'),
    ]);
    const log = openLog(io);
    const catalogue = followOwnCatalogue(folder, log);
    const agent = agentPart(() => config, log, { catalogue: catalogue.current });
    return runParts([catalogue, agent], log, () =>
      io.stdout.write(`Platen's agent ${config.push.agent} pushes to ${config.push.url}\n`),
    );
  },
};
