/** `platen dashboard` */
import type { Command } from '../command.ts';
import { configHelp, readConfigOption } from '../config-option.ts';

export const command: Command = {
  name: 'dashboard',
  usage: `Usage: platen dashboard [-c FILE]

Runs the dashboard: takes what agents push, keeps the alerts, shows the page, sends the webhooks. Agents are let in by
their tokens (dashboard.agents). Prints the address of the page; SIGTERM or Ctrl-C stops it.

${configHelp}

PLATEN_LOG=debug says more on stderr (trace debug info warn error).
`,
  async run(argv, io) {
    const file = readConfigOption(argv);
    const { loadConfig } = await import('../config-file.ts');
    const { dashboard: config, catalogue: folder } = loadConfig(file, io);
    const [{ openLog }, { runParts }, { dashboardPart }, { followOwnCatalogue }] = await Promise.all([
      import('../log.ts'),
      import('../service.ts'),
      import('../dashboard-part.ts'),
      import('../followed-catalogue.ts'),
    ]);
    const log = openLog(io);
    const catalogue = followOwnCatalogue(folder, log);
    const dashboard = await dashboardPart(config, log, { lookUp: catalogue.lookUp });
    return runParts([catalogue, dashboard], log, () =>
      io.stdout.write(`Platen's dashboard is at ${dashboard.url()}\n`),
    );
  },
};
