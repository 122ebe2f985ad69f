/** A dashboard as a process of its own, to be killed. Its sections come as JSON; its address goes to stdout. */
import pino from 'pino';
import { dashboardConfigSchema } from '../../dashboard/config.ts';
import { buildDashboard } from '../../dashboard/main.ts';

const config = dashboardConfigSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const dashboard = await buildDashboard(config, { log: pino({ level: 'error' }, pino.destination(2)) });
const { url } = await dashboard.start();
process.stdout.write(`${url}\n`);
