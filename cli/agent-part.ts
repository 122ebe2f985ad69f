/** The agent as a part that is started and stopped. */
import type { Logger } from 'pino';
import type { AgentConfig } from '../agent/config.ts';
import { type Agent, AgentConfigError, type AgentPorts, buildAgent } from '../agent/main.ts';
import { SpoolError } from '../agent/push/database.ts';
import { UsageError } from './command.ts';
import type { Part } from './service.ts';

/** The agent is built at its start: only then is it known where it pushes to. */
export function agentPart(config: () => AgentConfig, log: Logger, more: Omit<AgentPorts, 'log'> = {}): Part {
  let agent: Agent | null = null;
  return {
    name: 'agent',
    async start() {
      try {
        agent = buildAgent(config(), { ...more, log: log.child({ part: 'agent' }) });
      } catch (error) {
        const isTold = error instanceof AgentConfigError || error instanceof SpoolError;
        throw isTold ? new UsageError(error.message) : error;
      }
      await agent.start();
    },
    async stop() {
      await agent?.stop();
    },
  };
}
