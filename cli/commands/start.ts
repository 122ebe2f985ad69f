/** `platen start` */
import type { Command } from '../command.ts';
import { configHelp, readConfigOption } from '../config-option.ts';

export const command: Command = {
  name: 'start',
  usage: `Usage: platen start [-c FILE]

Runs agent and dashboard in one process. They need no word about each other in the configuration: a token is made once
and kept in data_dir. Prints the address of the page; SIGTERM or Ctrl-C stops both.

${configHelp}

The smallest useful configuration:

  devices:
    - 10.0.4.0/24

PLATEN_LOG=debug says more on stderr (trace debug info warn error).
`,
  async run(argv, io) {
    const file = readConfigOption(argv);
    const { loadConfig } = await import('../config-file.ts');
    const loaded = loadConfig(file, io);
    const [
      { openLog },
      { runParts },
      { agentPart },
      { dashboardPart },
      { introduce, localUrl },
      { followOwnCatalogue },
    ] = await Promise.all([
      import('../log.ts'),
      import('../service.ts'),
      import('../agent-part.ts'),
      import('../dashboard-part.ts'),
      import('../local-agent.ts'),
      import('../followed-catalogue.ts'),
    ]);
    const log = openLog(io);
    const { devices, scans, relay, probes } = loaded.agent;
    if (devices.length + scans.length + probes.length === 0 && relay === null) {
      log.warn({ file: loaded.file }, 'the configuration names nothing to watch; add "devices:", "scans:" or "relay:"');
    }
    const config = introduce(loaded.agent, loaded.dashboard);
    const catalogue = followOwnCatalogue(loaded.catalogue, log);
    const dashboard = await dashboardPart(config.dashboard, log, { lookUp: catalogue.lookUp });
    const { push } = config.agent;
    // Where the dashboard listens is only known when it does (port 0).
    const agent = agentPart(
      () => ({ ...config.agent, push: { ...push, url: push.url ?? localUrl(dashboard.listening()) } }),
      log,
      { catalogue: catalogue.current },
    );
    return runParts([catalogue, dashboard, agent], log, () => io.stdout.write(`Platen is at ${dashboard.url()}\n`));
  },
};
